import type { CallBackOrder } from "../../src-shared/domain/callback/call-back-order.ts";
import type { DistributionOffer } from "../../src-shared/domain/distribution/distribution-input.ts";
import type { CallBackDelay, CallBackFailure } from "../../src-shared/events/call-back-events.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import { type InteractionId, OfferId, type OperatorId } from "../../src-shared/ids.ts";
import type { FarEnd } from "../service/arrivals.ts";
import { transferTarget } from "../service/arrivals.ts";
import type { CallRecord } from "../service/call-book.ts";
import { offerEndedEvent, offeredEvent } from "../service/call-events.ts";
import { sipCodeOf } from "../service/endings.ts";
import type { TelephonyCallId, TelephonyEvent } from "../telephony/telephony.ts";
import {
  connectedEvents,
  failedEvents,
  noWayEvent,
  otherCallOf,
  postponedEvent,
  withdrawnEvents,
} from "./call-back-facts.ts";
import type { CallBackParts } from "./call-back-needs.ts";

/** How long an order that cannot be dialled now waits before it is looked at again. */
const LOOK_AGAIN_MS = 60_000;
/** RFC 3261 §21.4.25. */
const SIP_TERMINATED = 487;

type EventOf<T extends TelephonyEvent["type"]> = Extract<TelephonyEvent, { type: T }>;
type Preview = {
  readonly callId: TelephonyCallId;
  readonly interactionId: InteractionId;
  readonly operatorId: OperatorId;
};

/**
 * Carries orders out at the exchange: rings the operator whom the distribution chose (who sees the order and may
 * decline), and when they are at the phone dials the customer. No customer is dialled before the log says so.
 */
export class CallBackDialler {
  readonly #parts: CallBackParts;
  /** Operators' phones that ring for an order: one, or several where the queue wants so. */
  readonly #previews = new Map<OfferId, Preview>();

  constructor(parts: CallBackParts) {
    this.#parts = parts;
  }

  /** Rings the operator for an order that is due. */
  async offer({ interactionId, operatorId, queueId, reasons }: DistributionOffer): Promise<void> {
    const { clock, directory, journal, telephony } = this.#parts;
    const order = this.#parts.book.of(interactionId);
    const operator = directory.operator(operatorId);
    const queue = directory.queue(queueId);
    if (order?.state !== "due" || !operator || !queue) return;
    const delay = this.#delayOf(order);
    if (delay) return this.#postpone(order, delay);
    const { ringTimeoutMs, name: queueName } = queue;
    const offerId = OfferId.parse(clock.newId());
    const party = journal.log.interaction(interactionId)?.customer ?? { address: order.number, name: null };
    await journal.write([offeredEvent(interactionId, offerId, operatorId, reasons, clock.nowMs() + ringTimeoutMs)]);
    const user = operator.extension;
    const callId = telephony.originate({ offerId, interactionId, user, party, queueName, ringTimeoutMs });
    this.#previews.set(offerId, { callId, interactionId, operatorId });
  }

  /** What happened at the exchange; false: it is not about an order that is being carried out. */
  async heard(event: TelephonyEvent): Promise<boolean> {
    if (event.type === "originated") return this.#originated(event);
    if (event.type === "ring-failed") return this.#ringFailed(event);
    if (event.type === "answered") return this.#answered(event);
    return event.type === "ended" && this.#ended(event);
  }

  /** Stops everything that is under way for an order; what is to be written of it. */
  takeBack(order: CallBackOrder): readonly NewEvent[] {
    const { calls, journal, telephony } = this.#parts;
    const { interactionId } = order;
    for (const [offerId] of this.#previewsOf(interactionId)) {
      this.#previews.delete(offerId);
      telephony.withdraw(offerId);
    }
    const record = calls.ofInteraction(interactionId);
    if (record) {
      calls.remove(record);
      telephony.refuse(record.callId, SIP_TERMINATED);
    }
    return withdrawnEvents(journal.log.interaction(interactionId));
  }

  /** Who is called, and how; null: there is no way to call the number. */
  farEndOf(number: string): FarEnd | null {
    const { directory, telephony } = this.#parts;
    const target = transferTarget(directory, number, telephony.capabilities.outside);
    return target?.operatorId === null ? target : null;
  }

  /** Why the order cannot be dialled now; null: it can. */
  #delayOf({ interactionId, number }: CallBackOrder): CallBackDelay | null {
    const { book, clock, journal } = this.#parts;
    if (!this.farEndOf(number)) return "no-way-to-dial";
    const inCall = (one: string) => otherCallOf(journal.log.unclosed(), one, interactionId) !== undefined;
    const bar = book.dialBar(interactionId, clock.nowMs(), inCall);
    return bar === null ? null : bar === "number-in-call" ? bar : "nobody-free";
  }

  #postpone({ interactionId }: CallBackOrder, delay: CallBackDelay, before: readonly NewEvent[] = []): Promise<void> {
    const { clock, journal } = this.#parts;
    const nowMs = clock.nowMs();
    const isForNow = delay !== "no-way-to-dial";
    const later = isForNow
      ? postponedEvent(interactionId, delay, nowMs + LOOK_AGAIN_MS)
      : noWayEvent(interactionId, nowMs);
    return journal.write([...before, later]);
  }

  async #originated({ callId, offerId, user }: EventOf<"originated">): Promise<boolean> {
    const { book, calls, clock, journal, presenceDesk, rule, telephony } = this.#parts;
    const preview = this.#previews.get(offerId);
    const order = preview && book.of(preview.interactionId);
    if (!preview || !order) {
      // Its offer was withdrawn while the phone was being answered.
      telephony.refuse(callId, SIP_TERMINATED);
      return true;
    }
    this.#previews.delete(offerId);
    const { interactionId, operatorId } = preview;
    const others = this.#withdrawOthers(interactionId);
    const delay = this.#delayOf(order);
    const far = this.farEndOf(order.number);
    if (delay || !far) {
      telephony.refuse(callId, SIP_TERMINATED);
      const ended = offerEndedEvent(interactionId, offerId, operatorId, "withdrawn");
      await this.#postpone(order, delay ?? "no-way-to-dial", [...others, ended]);
      return true;
    }
    const record = calls.add({ callId, interactionId, kind: "callback", callerUser: user });
    const customerOfferId = OfferId.parse(clock.newId());
    record.rings.set(customerOfferId, { offerId: customerOfferId, operatorId: null, isTransfer: false });
    const ringTimeoutMs = Math.min(rule.ringMs, telephony.capabilities.longestRingMs ?? rule.ringMs);
    const payload = { interactionId, operatorId, attempt: order.attempts + 1 };
    await journal.write([
      ...others,
      { type: "callback.dialling", actor: operatorId, payload },
      offeredEvent(interactionId, customerOfferId, null, [], clock.nowMs() + ringTimeoutMs),
      ...presenceDesk.happened(operatorId, { type: "offer-taken" }),
    ]);
    telephony.ring({ callId, offerId: customerOfferId, interactionId, queueName: null, ringTimeoutMs, ...far });
    return true;
  }

  async #ringFailed({ callId, offerId, outcome }: EventOf<"ring-failed">): Promise<boolean> {
    const { calls, journal, presenceDesk, telephony } = this.#parts;
    const preview = this.#previews.get(offerId);
    if (preview) {
      this.#previews.delete(offerId);
      const { interactionId, operatorId } = preview;
      const type = outcome === "declined" ? "offer-declined" : "offer-missed";
      const ended = offerEndedEvent(interactionId, offerId, operatorId, outcome);
      await journal.write([ended, ...presenceDesk.happened(operatorId, { type })]);
      return true;
    }
    const record = calls.call(callId);
    if (!isDialling(record)) return false;
    telephony.refuse(callId, sipCodeOf(outcome));
    await this.#attemptFailed(record, outcome, [offerEndedEvent(record.interactionId, offerId, null, outcome)]);
    return true;
  }

  async #answered({ callId, user }: EventOf<"answered">): Promise<boolean> {
    const { book, calls, journal } = this.#parts;
    const record = calls.call(callId);
    const operatorId = isDialling(record) && book.of(record.interactionId)?.operatorId;
    if (!record || !operatorId) return false;
    record.rings.clear();
    record.calleeUser = user;
    await journal.write(connectedEvents(record.interactionId, operatorId));
    return true;
  }

  /** Before the customer answered: the operator hung up, or their phone is gone. */
  async #ended({ callId }: EventOf<"ended">): Promise<boolean> {
    const record = this.#parts.calls.call(callId);
    if (!isDialling(record)) return false;
    await this.#attemptFailed(record, "operator-left", []);
    return true;
  }

  async #attemptFailed(record: CallRecord, outcome: CallBackFailure, before: readonly NewEvent[]): Promise<void> {
    const { book, calls, clock, journal, rule } = this.#parts;
    const { interactionId } = record;
    calls.remove(record);
    const order = book.of(interactionId);
    if (!order) return;
    const told = new Set(before.map((event) => "offerId" in event.payload && event.payload.offerId));
    const withdrawn = withdrawnEvents(journal.log.interaction(interactionId)).filter(
      ({ payload }) => !("offerId" in payload && told.has(payload.offerId)),
    );
    await journal.write([...before, ...withdrawn, ...failedEvents(order, outcome, clock.nowMs(), rule)]);
  }

  #withdrawOthers(interactionId: InteractionId): readonly NewEvent[] {
    return this.#previewsOf(interactionId).map(([offerId, { operatorId }]) => {
      this.#previews.delete(offerId);
      this.#parts.telephony.withdraw(offerId);
      return offerEndedEvent(interactionId, offerId, operatorId, "withdrawn");
    });
  }

  #previewsOf(interactionId: InteractionId): readonly (readonly [OfferId, Preview])[] {
    return [...this.#previews].filter(([, preview]) => preview.interactionId === interactionId);
  }
}

/** A call of an order whose customer was not reached yet. */
function isDialling(record: CallRecord | undefined): record is CallRecord {
  return record?.kind === "callback" && record.calleeUser === null;
}
