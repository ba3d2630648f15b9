import { farewellPhrases, type UnservedCause } from "../../src-shared/domain/announcements/phrases.ts";
import type { DistributionExpiry } from "../../src-shared/domain/distribution/distribution-input.ts";
import type { Treatment } from "../../src-shared/domain/distribution/treatment.ts";
import { DEFAULT_VOICE_RULES } from "../../src-shared/domain/distribution/voice-rules.ts";
import type { Queue } from "../../src-shared/domain/team.ts";
import type { Customer, NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import { opensAt } from "../../src-shared/site-chat/call-back-windows.ts";
import type { Directory } from "../accounts/directory.ts";
import type { CallBackOrders } from "../callbacks/call-back-orders.ts";
import type { HubClock } from "../clock.ts";
import type { Telephony, TelephonyCallId } from "../telephony/telephony.ts";
import type { CallBook } from "./call-book.ts";
import { endEvents } from "./endings.ts";
import type { Journal } from "./journal.ts";

const NOT_SERVED = { endedBy: "system", result: "expired" } as const;

/** Who is called back as soon as possible has put the phone down by then. */
const PHONE_DOWN_MS = 30_000;

export type UnservedNeeds = {
  readonly book: CallBook;
  readonly clock: HubClock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly telephony: Telephony;
  readonly callBackOrders: Pick<CallBackOrders, "mayOrder" | "take">;
};

/** A call nobody comes to. */
type Unserved = {
  readonly callId: TelephonyCallId;
  readonly interactionId: InteractionId;
  readonly customer: Customer;
  readonly queue: Queue | null;
  readonly treatment: Treatment;
  readonly cause: UnservedCause;
};

/** Callers whom nobody of the team comes to: they find out, and are offered what there is instead. */
export class UnservedCalls {
  readonly #needs: UnservedNeeds;
  /** Who may still press the key that orders a call back. */
  readonly #asked = new Map<TelephonyCallId, Unserved>();

  constructor(needs: UnservedNeeds) {
    this.#needs = needs;
  }

  /** It waited as long as its queue lets it. */
  async expire({ interactionId, queueId, treatment }: DistributionExpiry): Promise<void> {
    const { book, directory, journal } = this.#needs;
    const record = book.ofInteraction(interactionId);
    const customer = journal.log.interaction(interactionId)?.customer;
    if (!record || !customer) return;
    book.remove(record);
    const { callId } = record;
    const queue = directory.queue(queueId) ?? null;
    await this.#treat({ callId, interactionId, customer, queue, treatment, cause: "waited-too-long" }, []);
  }

  /** The queue is closed: the caller does not wait. `created` is how the contact came. */
  async turnAway(
    callId: TelephonyCallId,
    created: Extract<NewEvent, { type: "interaction.created" }>,
    { queue, treatment }: { readonly queue: Queue; readonly treatment: Treatment },
  ): Promise<void> {
    const { interactionId, customer } = created.payload;
    await this.#treat({ callId, interactionId, customer, queue, treatment, cause: "queue-closed" }, [created]);
  }

  /** A caller who is let go pressed the key. */
  async callBackWanted(callId: TelephonyCallId): Promise<void> {
    const unserved = this.#asked.get(callId);
    this.#asked.delete(callId);
    if (unserved) await this.#order(unserved);
  }

  /** The call is over. */
  over(callId: TelephonyCallId): void {
    this.#asked.delete(callId);
  }

  /** The contact is over for the team at once; what is said, and a key that is pressed, come after. */
  async #treat(unserved: Unserved, before: readonly NewEvent[]): Promise<void> {
    const { journal, telephony } = this.#needs;
    const { callId, interactionId, queue, treatment, cause } = unserved;
    const { language, callBack } = queue?.rules?.voice ?? DEFAULT_VOICE_RULES;
    const mayOrder = treatment === "call-back-offer" && this.#wish(unserved) !== null;
    const isTaken = mayOrder && callBack === "unasked";
    const offersCallBack = mayOrder && !isTaken && telephony.capabilities.announcements === true;
    if (offersCallBack) this.#asked.set(callId, unserved);
    const phrases = farewellPhrases(treatment, cause, isTaken ? "taken" : offersCallBack ? "offered" : "none");
    telephony.treat(callId, { language, phrases, offersCallBack, retryAfterSeconds: this.#retryAfter(unserved) });
    const payload = { interactionId, treatment, cause };
    const treated: NewEvent = { type: "interaction.treated", actor: "system", payload };
    await journal.write([...before, treated, ...endEvents(interactionId, NOT_SERVED, false)]);
    // After the end: an order that was there before would take this call for the customer's own.
    if (isTaken) await this.#order(unserved);
  }

  async #order(unserved: Unserved): Promise<void> {
    const wish = this.#wish(unserved);
    if (wish) await this.#needs.callBackOrders.take(wish, "system");
  }

  /** The order the caller's number can become; null: it cannot be called, or nobody will be there to call it. */
  #wish({ interactionId, customer, queue, cause }: Unserved): Parameters<CallBackOrders["take"]>[0] | null {
    const { callBackOrders, clock } = this.#needs;
    const nowMs = clock.nowMs();
    const hours = queue?.rules?.hours ?? null;
    const fromMs = cause === "queue-closed" ? opensAt(hours, nowMs) : nowMs + PHONE_DOWN_MS;
    if (!queue || fromMs === null || !callBackOrders.mayOrder(customer.address)) return null;
    return {
      orderId: `call:${interactionId}`,
      number: customer.address,
      name: customer.name,
      queueId: queue.queueId,
      fromMs,
      ...{ toMs: null, timeZone: null, page: null, topic: null, comment: null },
      source: "api",
      visitor: null,
      callInteractionId: interactionId,
    };
  }

  #retryAfter({ queue, cause }: Unserved): number | null {
    if (cause !== "queue-closed") return null;
    const nowMs = this.#needs.clock.nowMs();
    const atMs = opensAt(queue?.rules?.hours ?? null, nowMs);
    return atMs === null ? null : Math.max(1, Math.ceil((atMs - nowMs) / 1000));
  }
}
