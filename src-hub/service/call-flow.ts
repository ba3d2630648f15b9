import { assertNever } from "../../src-shared/assert-never.ts";
import type { DistributionExpiry, DistributionOffer } from "../../src-shared/domain/distribution/distribution-input.ts";
import { treatmentWhenClosed } from "../../src-shared/domain/distribution/queue-rules.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { NewEvent, OfferReason } from "../../src-shared/events/log-event.ts";
import { InteractionId, OfferId, type OperatorId } from "../../src-shared/ids.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { Telephony, TelephonyEvent } from "../telephony/telephony.ts";
import { type Route, routeArrival, transferTarget } from "./arrivals.ts";
import type { CallBook, CallRecord } from "./call-book.ts";
import { createdEvent, offerEndedEvent, offeredEvent } from "./call-events.ts";
import { endBeforeAnswer, endEvents, endOfFailedRing, endOfTalk, sipCodeOf } from "./endings.ts";
import type { Journal } from "./journal.ts";
import type { PresenceDesk } from "./presence-desk.ts";
import { recordingEvent } from "./recording-events.ts";
import type { Recovery } from "./recovery.ts";
import type { Roster } from "./roster.ts";
import { UnservedCalls } from "./unserved-calls.ts";
import type { WrapUps } from "./wrap-ups.ts";

/** How long a call to one operator, and an outgoing call, rings. */
const DIRECT_RING_MS = 30_000;
const OUTGOING_RING_MS = 60_000;

/** An end that follows the loss of the side's flow this closely was caused by it. */
const FLOW_LOSS_WINDOW_MS = 1000;

export type CallFlowNeeds = {
  readonly directory: Directory;
  readonly telephony: Telephony;
  readonly journal: Journal;
  readonly book: CallBook;
  readonly roster: Roster;
  readonly presenceDesk: PresenceDesk;
  readonly wrapUps: WrapUps;
  readonly recovery: Recovery;
  readonly clock: HubClock;
};

type EventOf<T extends TelephonyEvent["type"]> = Extract<TelephonyEvent, { type: T }>;

/** Turns what happens at the exchange into facts of the log, and facts into what the exchange does next. */
export class CallFlow {
  readonly #needs: CallFlowNeeds;
  readonly #unserved: UnservedCalls;

  constructor(needs: CallFlowNeeds) {
    this.#needs = needs;
    this.#unserved = new UnservedCalls(needs);
  }

  async handle(event: TelephonyEvent): Promise<void> {
    switch (event.type) {
      case "phone-changed":
        return this.#phoneChanged(event);
      case "arrived":
        return this.#arrived(event);
      case "ring-failed":
        return this.#ringFailed(event);
      case "answered":
        return this.#answered(event);
      case "hold-changed":
        return this.#holdChanged(event);
      case "transfer-asked":
        return this.#transferAsked(event);
      case "transfer-taken-back":
        return this.#transferTakenBack(event);
      case "transferred":
        return this.#transferred(event);
      case "recording-changed":
        return this.#needs.journal.write([recordingEvent(this.#needs.directory, event)]);
      case "ended":
        return this.#ended(event);
      default:
        return assertNever(event);
    }
  }

  /** Rings the operator the distribution chose. */
  async offer({ interactionId, operatorId, queueId, reasons }: DistributionOffer): Promise<void> {
    const { book, directory } = this.#needs;
    const record = book.ofInteraction(interactionId);
    const operator = directory.operator(operatorId);
    const queue = directory.queue(queueId);
    if (!record || !operator || !queue) return;
    const { ringTimeoutMs, name } = queue;
    await this.#ring(record, { user: operator.extension, operatorId, reasons, ringTimeoutMs, queueName: name });
  }

  /** It waited as long as its queue lets it. */
  expire(expiry: DistributionExpiry): Promise<void> {
    return this.#unserved.expire(expiry);
  }

  /** An operator is gone for longer than a moment: what rings there goes on to somebody else. */
  async strand(operatorId: OperatorId): Promise<void> {
    const { book, journal, telephony } = this.#needs;
    for (const record of book.all())
      for (const [offerId, ringing] of record.rings) {
        if (ringing.operatorId !== operatorId || ringing.isTransfer || record.kind !== "queue") continue;
        record.rings.delete(offerId);
        telephony.withdraw(offerId);
        await journal.write([offerEndedEvent(record.interactionId, offerId, operatorId, "unreachable")]);
      }
  }

  async #phoneChanged({ user, registered }: EventOf<"phone-changed">): Promise<void> {
    const { book, clock, directory, journal, presenceDesk } = this.#needs;
    for (const record of book.all())
      if (registered) record.lostAtMs.delete(user);
      else if (record.callerUser === user || record.calleeUser === user) record.lostAtMs.set(user, clock.nowMs());
    const operator = directory.operatorOfUser(user);
    if (!operator) return;
    await journal.write(
      presenceDesk.happened(operator.operatorId, { type: "phone-changed", isRegistered: registered }),
    );
  }

  async #arrived(event: EventOf<"arrived">): Promise<void> {
    const { directory, telephony } = this.#needs;
    const route = routeArrival(directory, event, telephony.capabilities.outside);
    switch (route.kind) {
      case "queue":
        return this.#queue(event, route);
      case "direct":
        return this.#callDirectly(event, route);
      case "outgoing":
        return this.#callOut(event, route);
      case "wrong-number":
        return this.#noteWrongNumber(event, route);
      case "refused":
        return telephony.refuse(event.callId, route.sipCode);
      default:
        return assertNever(route);
    }
  }

  async #queue(event: EventOf<"arrived">, { queue, customer }: Extract<Route, { kind: "queue" }>): Promise<void> {
    const { book, clock, journal, telephony } = this.#needs;
    const interactionId = this.#newInteractionId();
    const { queueId } = queue;
    const treatment = treatmentWhenClosed(queue.rules, clock.nowMs());
    if (treatment !== null) {
      const created = createdEvent(interactionId, "in", customer, event.dialled, { queueId });
      return this.#unserved.turnAway(event.callId, created, treatment);
    }
    book.add({ callId: event.callId, interactionId, kind: "queue", callerUser: event.fromUser });
    telephony.queue(event.callId, interactionId);
    const created = createdEvent(interactionId, "in", customer, event.dialled, { queueId });
    const queued: NewEvent = { type: "interaction.queued", actor: "system", payload: { interactionId, queueId } };
    await journal.write([created, queued]);
  }

  async #callDirectly(
    event: EventOf<"arrived">,
    { callee, customer }: Extract<Route, { kind: "direct" }>,
  ): Promise<void> {
    const { book, clock, journal, roster, telephony } = this.#needs;
    const interactionId = this.#newInteractionId();
    const { operatorId, extension: user } = callee;
    const created = createdEvent(interactionId, "in", customer, event.dialled, {});
    const reasons: readonly OfferReason[] = [{ code: "called-directly" }];
    const outcome = !telephony.isRegistered(user)
      ? "unreachable"
      : roster.isRung(operatorId) || roster.isDoNotDisturb(operatorId)
        ? "busy"
        : null;
    if (outcome === null) {
      const record = book.add({ callId: event.callId, interactionId, kind: "direct", callerUser: event.fromUser });
      await this.#ring(record, { user, operatorId, reasons, ringTimeoutMs: DIRECT_RING_MS, queueName: null }, [
        created,
      ]);
      return;
    }
    // It could not ring, and still the operator must find it in their history as missed.
    const offerId = this.#newOfferId();
    const offered = offeredEvent(interactionId, offerId, operatorId, reasons, clock.nowMs());
    const offerEnded = offerEndedEvent(interactionId, offerId, operatorId, outcome);
    const ending = { ...endOfFailedRing("in", outcome), endedBy: "system" as const };
    telephony.refuse(event.callId, sipCodeOf(outcome));
    await journal.write([created, offered, offerEnded, ...endEvents(interactionId, ending, false)]);
  }

  async #callOut(event: EventOf<"arrived">, route: Extract<Route, { kind: "outgoing" }>): Promise<void> {
    const { book } = this.#needs;
    const { dialler, far, customer } = route;
    const interactionId = this.#newInteractionId();
    const { operatorId } = dialler;
    const record = book.add({ callId: event.callId, interactionId, kind: "outgoing", callerUser: event.fromUser });
    const created = createdEvent(interactionId, "out", customer, event.dialled, { operatorId });
    const ring = { ...far, operatorId: null, reasons: [], ringTimeoutMs: OUTGOING_RING_MS, queueName: null };
    await this.#ring(record, ring, [created]);
  }

  async #noteWrongNumber(
    event: EventOf<"arrived">,
    { dialler, customer }: Extract<Route, { kind: "wrong-number" }>,
  ): Promise<void> {
    const { journal, telephony } = this.#needs;
    const interactionId = this.#newInteractionId();
    const created = createdEvent(interactionId, "out", customer, event.dialled, { operatorId: dialler.operatorId });
    telephony.refuse(event.callId, 404);
    const ending = { endedBy: "system", result: "failed" } as const;
    await journal.write([created, ...endEvents(interactionId, ending, false)]);
  }

  async #ringFailed({ callId, offerId, outcome }: EventOf<"ring-failed">): Promise<void> {
    const { book, journal, presenceDesk, telephony } = this.#needs;
    const record = book.call(callId);
    const ringing = record?.rings.get(offerId);
    if (!record || !ringing) return;
    const { interactionId, kind } = record;
    record.rings.delete(offerId);
    const offerEnded = offerEndedEvent(interactionId, offerId, ringing.operatorId, outcome);
    if (ringing.isTransfer) return journal.write([offerEnded]);
    if (kind === "queue") {
      // Declining is a choice, but a phone may decline by itself for ever: both count towards `not-ready`, apart.
      const type = outcome === "declined" ? "offer-declined" : "offer-missed";
      const counted = ringing.operatorId === null ? [] : presenceDesk.happened(ringing.operatorId, { type });
      return journal.write([offerEnded, ...counted]);
    }
    book.remove(record);
    telephony.refuse(callId, sipCodeOf(outcome));
    const ending = endOfFailedRing(kind === "outgoing" ? "out" : "in", outcome);
    await journal.write([offerEnded, ...endEvents(interactionId, ending, false)]);
  }

  async #answered({ callId, offerId, user }: EventOf<"answered">): Promise<void> {
    const { book, clock, directory, journal, presenceDesk } = this.#needs;
    const record = book.call(callId);
    if (!record || record.calleeUser !== null) return;
    const ringing = record.rings.get(offerId);
    const rungOperatorId = ringing ? ringing.operatorId : (directory.operatorOfUser(user)?.operatorId ?? null);
    const operatorId = rungOperatorId ?? directory.operatorOfUser(record.callerUser)?.operatorId;
    if (operatorId === undefined) return;
    // An answer that crossed the taking back of its offer: the two talk, so it counts, as an offer of its own.
    const crossed = ringing
      ? []
      : [offeredEvent(record.interactionId, this.#newOfferId(), operatorId, [], clock.nowMs())];
    record.rings.delete(offerId);
    // Where several rang the first wins; the exchange took the others back.
    const { interactionId } = record;
    const others = [...record.rings.values()].map((other) =>
      offerEndedEvent(interactionId, other.offerId, other.operatorId, "withdrawn"),
    );
    record.rings.clear();
    record.calleeUser = user;
    const actor = rungOperatorId ?? "system";
    const payload = { interactionId, operatorId };
    const taken = rungOperatorId ? presenceDesk.happened(rungOperatorId, { type: "offer-taken" }) : [];
    await journal.write([...others, ...crossed, { type: "interaction.accepted", actor, payload }, ...taken]);
  }

  async #holdChanged({ callId, byUser, held }: EventOf<"hold-changed">): Promise<void> {
    const { book, journal } = this.#needs;
    const record = book.call(callId);
    const interaction = record && journal.log.interaction(record.interactionId);
    if (!record || !interaction) return;
    if (held) record.holders.add(byUser);
    else record.holders.delete(byUser);
    const { interactionId } = record;
    const byOperator = this.#ownerUser(interaction) === byUser;
    const actor = byOperator && interaction.operatorId ? interaction.operatorId : "system";
    // Both sides may hold at once: the talk is held from the first hold to the last resume.
    if (held && interaction.state === "active") {
      const by = byOperator ? "operator" : "customer";
      await journal.write([{ type: "interaction.held", actor, payload: { interactionId, by } }]);
    } else if (record.holders.size === 0 && interaction.state === "held") {
      await journal.write([{ type: "interaction.resumed", actor, payload: { interactionId } }]);
    }
  }

  async #transferAsked({ callId, byUser, dialled, consultCallId }: EventOf<"transfer-asked">): Promise<void> {
    const { book, journal, roster, telephony } = this.#needs;
    const record = book.call(callId);
    const interaction = record && journal.log.interaction(record.interactionId);
    if (!record || !interaction) return;
    if (this.#ownerUser(interaction) !== byUser || interaction.operatorId === null)
      return telephony.refuse(callId, 403);
    // Who talks with the transferor already needs no ring: the phones are joined as they are.
    if (consultCallId !== null) return telephony.joinTransfer(callId);
    const target = transferTarget(this.#needs.directory, dialled, telephony.capabilities.outside);
    if (!target) return telephony.refuse(callId, 404);
    const { user, isOutside, operatorId } = target;
    const isInThisCall = user === record.callerUser || user === record.calleeUser;
    const isBusy = operatorId !== null && (roster.isRung(operatorId) || roster.isDoNotDisturb(operatorId));
    if (isInThisCall || record.rings.size > 0 || isBusy) return telephony.refuse(callId, 486);
    if (!isOutside && !telephony.isRegistered(user)) return telephony.refuse(callId, 480);
    const reasons = [{ code: "transferred", fromOperatorId: interaction.operatorId }] as const;
    await this.#ring(record, { ...target, reasons, ringTimeoutMs: DIRECT_RING_MS, queueName: null });
  }

  async #transferTakenBack({ callId, offerId }: EventOf<"transfer-taken-back">): Promise<void> {
    const { book, journal } = this.#needs;
    const record = book.call(callId);
    const ringing = record?.rings.get(offerId);
    if (!record || !ringing) return;
    const { interactionId } = record;
    record.rings.delete(offerId);
    await journal.write([offerEndedEvent(interactionId, offerId, ringing.operatorId, "withdrawn")]);
  }

  async #transferred({ callId, byUser, toUser }: EventOf<"transferred">): Promise<void> {
    const { book, clock, directory, journal, wrapUps } = this.#needs;
    const record = book.call(callId);
    const interaction = record && journal.log.interaction(record.interactionId);
    if (!record || !interaction) return;
    const wasRung = record.rings.size > 0;
    if (record.callerUser === byUser) record.callerUser = toUser;
    else record.calleeUser = toUser;
    record.rings.clear();
    record.holders.clear();
    const { interactionId } = record;
    const fromOperatorId = interaction.operatorId;
    const toOperatorId = directory.operatorOfUser(toUser)?.operatorId ?? null;
    if (fromOperatorId === null) return;
    const reasons = [{ code: "transferred", fromOperatorId }] as const;
    // After a consultation nobody was rung for this contact; the offer says from when on it is whose.
    const offered = offeredEvent(interactionId, this.#newOfferId(), toOperatorId, reasons, clock.nowMs());
    const payload = { interactionId, fromOperatorId, toOperatorId };
    const transferred: NewEvent = { type: "interaction.transferred", actor: fromOperatorId, payload };
    await journal.write(wasRung ? [transferred] : [offered, transferred]);
    if (toOperatorId !== null) return;
    // Outside the team nobody owns it: for the team the contact is over, though the two still talk.
    book.remove(record);
    const ending = { endedBy: "operator", result: "answered" } as const;
    await journal.write(endEvents(interactionId, ending, wrapUps.owed(interaction)));
  }

  async #ended({ callId, by, isFlowLost: wasFlowLost }: EventOf<"ended">): Promise<void> {
    const { book, clock, journal, recovery, wrapUps } = this.#needs;
    const record = book.call(callId);
    if (!record) return;
    book.remove(record);
    const { interactionId } = record;
    recovery.settle(interactionId);
    const interaction = journal.log.interaction(interactionId);
    if (!interaction) return;
    const user = by === "caller" ? record.callerUser : by === "callee" ? record.calleeUser : null;
    const lostAtMs = user === null ? undefined : record.lostAtMs.get(user);
    const isLostNow = lostAtMs !== undefined && clock.nowMs() - lostAtMs <= FLOW_LOSS_WINDOW_MS;
    const isFlowLost = wasFlowLost === true || isLostNow;
    const end = interaction.acceptedAtMs === null ? endBeforeAnswer : endOfTalk;
    const ending = end(interaction.direction, by, isFlowLost);
    await journal.write(endEvents(interactionId, ending, wrapUps.owed(interaction)));
  }

  async #ring(record: CallRecord, request: Ring, before: readonly NewEvent[] = []): Promise<void> {
    const { clock, journal, telephony } = this.#needs;
    const { callId, interactionId, calleeUser } = record;
    const { user, operatorId, reasons, ringTimeoutMs, queueName, isOutside = false } = request;
    const offerId = this.#newOfferId();
    record.rings.set(offerId, { offerId, operatorId, isTransfer: calleeUser !== null });
    const ringUntilMs = clock.nowMs() + ringTimeoutMs;
    const offered = offeredEvent(interactionId, offerId, operatorId, reasons, ringUntilMs);
    await journal.write([...before, offered]);
    telephony.ring({ callId, offerId, interactionId, user, queueName, ringTimeoutMs, ...(isOutside && { isOutside }) });
  }

  #ownerUser({ operatorId }: Interaction): string | undefined {
    return operatorId === null ? undefined : this.#needs.directory.operator(operatorId)?.extension;
  }

  #newInteractionId(): InteractionId {
    return InteractionId.parse(this.#needs.clock.newId());
  }

  #newOfferId(): OfferId {
    return OfferId.parse(this.#needs.clock.newId());
  }
}

type Ring = {
  readonly user: string;
  readonly isOutside?: boolean;
  readonly operatorId: OperatorId | null;
  readonly reasons: readonly OfferReason[];
  readonly ringTimeoutMs: number;
  readonly queueName: string | null;
};
