import { CallBackBook } from "../../src-shared/domain/callback/call-back-book.ts";
import {
  type CallBackEvent,
  type CallBackOrder,
  isCallBackEvent,
} from "../../src-shared/domain/callback/call-back-order.ts";
import type { CustomerRouting } from "../../src-shared/domain/distribution/customer-routing.ts";
import type { DistributionOffer } from "../../src-shared/domain/distribution/distribution-input.ts";
import { treatmentWhenClosed } from "../../src-shared/domain/distribution/queue-rules.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import { opensAt } from "../../src-shared/site-chat/call-back-windows.ts";
import { Timers } from "../service/timers.ts";
import type { TelephonyEvent } from "../telephony/telephony.ts";
import { CallBackDialler } from "./call-back-dialler.ts";
import {
  closedEvents,
  connectedEvents,
  failedEvents,
  noWayEvent,
  postponedEvent,
  withdrawnEvents,
} from "./call-back-facts.ts";
import type { CallBackNeeds, CallBackParts } from "./call-back-needs.ts";
import { CallBackOrders } from "./call-back-orders.ts";

/** Who ordered a call-back and calls by themself goes before others by so much (of 10). */
const OWN_CALL_PRIORITY = 3;
/** A customer whose own call nobody answered is called back soon, though not into their hand on the phone. */
const AFTER_OWN_CALL_MS = 30_000;
/** An order that nobody could take in the time its queue gives comes back to the queue after this. */
const NOBODY_FREE_MS = 60_000;

/** Everything about orders of call-backs: when they are due, what keeps them, and how they end. */
export class CallBackDesk {
  readonly orders: CallBackOrders;
  readonly #parts: CallBackParts;
  readonly #dialler: CallBackDialler;
  readonly #due: Timers<InteractionId>;
  readonly #ends: Timers<InteractionId>;

  constructor(needs: CallBackNeeds, open: readonly CallBackOrder[]) {
    this.#parts = { ...needs, book: new CallBackBook(open) };
    this.#dialler = new CallBackDialler(this.#parts);
    this.orders = new CallBackOrders(this.#parts, this.#dialler);
    this.#due = new Timers(needs.clock);
    this.#ends = new Timers(needs.clock);
  }

  /** Whether the contact is an order whose customer was not reached yet. */
  holds(interactionId: InteractionId): boolean {
    return this.#parts.book.of(interactionId) !== undefined;
  }

  /** The orders that wait or are being carried out. */
  open(): readonly CallBackOrder[] {
    return this.#parts.book.all();
  }

  offer(offer: DistributionOffer): Promise<void> {
    return this.#dialler.offer(offer);
  }

  heard(event: TelephonyEvent): Promise<boolean> {
    return this.#dialler.heard(event);
  }

  /** It waited as long as its queue lets a caller wait: an order has its own window, and comes again. */
  async nobodyFree(interactionId: InteractionId): Promise<void> {
    const { clock, journal } = this.#parts;
    await journal.write([postponedEvent(interactionId, "nobody-free", clock.nowMs() + NOBODY_FREE_MS)]);
  }

  /** A customer who calls although they ordered a call-back has waited already. */
  routingOf({ interactionId, customer }: Interaction, known: CustomerRouting | null): CustomerRouting | null {
    const order = this.#parts.book.ofNumber(customer.address);
    if (!order || order.interactionId === interactionId) return known;
    const priority = Math.max(known?.priority ?? 0, OWN_CALL_PRIORITY);
    return { priority, responsibleId: known?.responsibleId ?? null };
  }

  /** What the hub before left open. An attempt in doubt is decided before anybody is dialled again. */
  async takeOver(): Promise<void> {
    const { book, calls, clock, journal, directory, rule } = this.#parts;
    const events: NewEvent[] = [];
    for (const order of book.all()) {
      const { interactionId, state, callInteractionId } = order;
      const record = calls.ofInteraction(interactionId);
      const operatorId = record && directory.operatorOfUser(record.callerUser)?.operatorId;
      const before = withdrawnEvents(journal.log.interaction(interactionId));
      if (state === "dialling" && record && operatorId) events.push(...connectedEvents(interactionId, operatorId));
      else if (state === "dialling") events.push(...before, ...failedEvents(order, "interrupted", clock.nowMs(), rule));
      else if (state === "due") events.push(...before, postponedEvent(interactionId, "hub-restarted", clock.nowMs()));
      else if (state === "own-call" && !(callInteractionId && journal.log.interaction(callInteractionId)))
        events.push(postponedEvent(interactionId, "own-call-left", clock.nowMs() + AFTER_OWN_CALL_MS));
    }
    for (const order of book.all()) this.#watch(order);
    await journal.write(events);
    for (const { interactionId } of book.all()) await this.#isDue(interactionId);
  }

  /** Takes in what was logged; before anybody acts on it. */
  track(events: readonly LogEvent[]): void {
    for (const event of events) if (isCallBackEvent(event)) this.#trackOrder(event);
  }

  /** Acts on what was logged. */
  async follow(events: readonly LogEvent[]): Promise<void> {
    const { journal } = this.#parts;
    for (const event of events)
      if (event.type.startsWith("interaction.")) await journal.write(this.#ofOwnCall(event));
      else if (isCallBackEvent(event)) await this.#isDue(event.payload.interactionId);
  }

  stop(): void {
    this.#due.clearAll();
    this.#ends.clearAll();
  }

  #trackOrder(event: CallBackEvent): void {
    const order = this.#parts.book.follow(event);
    if (order) this.#watch(order);
  }

  #watch({ interactionId, state, dueAtMs, card }: CallBackOrder): void {
    const { clock, run } = this.#parts;
    if (state === "waiting")
      this.#due.set(interactionId, dueAtMs - clock.nowMs(), () => run(() => this.#isDue(interactionId)));
    else this.#due.clear(interactionId);
    if (state === "closed") this.#ends.clear(interactionId);
    else this.#ends.set(interactionId, card.toMs - clock.nowMs(), () => run(() => this.#windowOver(interactionId)));
  }

  async #isDue(interactionId: InteractionId): Promise<void> {
    const { book, clock, directory, journal } = this.#parts;
    const order = book.of(interactionId);
    const nowMs = clock.nowMs();
    if (order?.state !== "waiting" || nowMs >= order.card.toMs) return;
    // Asked too early it waits on; a timer may come a little early by the clock on the wall.
    if (order.dueAtMs > nowMs) return this.#watch(order);
    const due: NewEvent = { type: "callback.due", actor: "system", payload: { interactionId } };
    const rules = directory.queue(order.queueId)?.rules;
    const isClosed = treatmentWhenClosed(rules, nowMs) !== null;
    const opensAtMs = isClosed ? (opensAt(rules?.hours ?? null, nowMs) ?? order.card.toMs) : null;
    if (opensAtMs !== null) return journal.write([due, postponedEvent(interactionId, "queue-closed", opensAtMs)]);
    const noWay = this.#dialler.farEndOf(order.number) ? [] : [noWayEvent(interactionId, nowMs)];
    await journal.write([due, ...noWay]);
  }

  async #windowOver(interactionId: InteractionId): Promise<void> {
    const { book, journal } = this.#parts;
    const order = book.of(interactionId);
    // Who is being dialled, or calls already, is waited for: the end of that decides.
    if (!order || order.state === "dialling" || order.state === "own-call") return;
    await journal.write([...this.#dialler.takeBack(order), ...closedEvents(interactionId, "expired")]);
  }

  /** What a contact of the customer's own makes of their order. */
  #ofOwnCall(event: LogEvent): readonly NewEvent[] {
    const { book, clock, journal } = this.#parts;
    if (event.type === "interaction.created") {
      const { interactionId: callInteractionId, direction, channel, customer } = event.payload;
      const order = book.ofNumber(customer.address);
      const isOwn = direction === "in" && channel !== "callback" && order !== undefined && order.state !== "own-call";
      if (!isOwn) return [];
      const { interactionId, card: callBack } = order;
      return [
        ...this.#dialler.takeBack(order),
        { type: "callback.own-call", actor: "system", payload: { interactionId, callInteractionId } },
        ...(journal.log.interaction(callInteractionId) ? [noted(callInteractionId, callBack)] : []),
      ];
    }
    if (event.type !== "interaction.accepted" && event.type !== "interaction.ended") return [];
    const { interactionId: callInteractionId } = event.payload;
    const order = book.all().find((one) => one.callInteractionId === callInteractionId);
    if (order?.state !== "own-call") return [];
    const { interactionId } = order;
    if (event.type === "interaction.accepted")
      return closedEvents(interactionId, "fulfilled-by-own-call", { by: "customer" });
    return [postponedEvent(interactionId, "own-call-left", clock.nowMs() + AFTER_OWN_CALL_MS)];
  }
}

function noted(interactionId: InteractionId, callBack: CallBackOrder["card"]): NewEvent {
  return { type: "interaction.call-back-noted", actor: "system", payload: { interactionId, callBack } };
}
