import { assertNever } from "../../src-shared/assert-never.ts";
import type { DistributionExpiry, DistributionOffer } from "../../src-shared/domain/distribution/distribution-input.ts";
import { DEFAULT_VOICE_RULES } from "../../src-shared/domain/distribution/voice-rules.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { OfferReason } from "../../src-shared/events/log-event.ts";
import { InteractionId, OfferId, type OperatorId } from "../../src-shared/ids.ts";
import type { LinkEphemeral } from "../../src-shared/link/link-queries.ts";
import type { Directory } from "../accounts/directory.ts";
import type { CallBackOrders } from "../callbacks/call-back-orders.ts";
import type { HubClock } from "../clock.ts";
import { isGuest } from "../site-call/guest.ts";
import type { SiteCalls } from "../site-call/site-calls.ts";
import type { Telephony, TelephonyEvent } from "../telephony/telephony.ts";
import { type Route, routeArrival, routeGuest } from "./arrivals.ts";
import type { CallBook, CallRecord } from "./call-book.ts";
import { createdEvent, offerEndedEvent, offeredEvent } from "./call-events.ts";
import { CallRinger, DIRECT_RING_MS, type ShowFirst } from "./call-ringer.ts";
import { CallTransfers } from "./call-transfers.ts";
import { queueNow } from "./closed-to.ts";
import { endBeforeAnswer, endEvents, endOfFailedRing, endOfTalk, sipCodeOf } from "./endings.ts";
import type { HandOverCards } from "./hand-over-cards.ts";
import type { Journal } from "./journal.ts";
import { PlaceAnnouncer, type PlaceAnnouncerNeeds } from "./place-announcer.ts";
import type { PresenceDesk } from "./presence-desk.ts";
import { recordingEvent } from "./recording-events.ts";
import type { Recovery } from "./recovery.ts";
import type { Roster } from "./roster.ts";
import { UnservedCalls } from "./unserved-calls.ts";
import type { WrapUps } from "./wrap-ups.ts";

/** How long an outgoing call rings. */
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
  readonly cards: HandOverCards;
  readonly showFirst: ShowFirst;
  readonly clock: HubClock;
  readonly callBackOrders: Pick<CallBackOrders, "mayOrder" | "take">;
  readonly placeOf: PlaceAnnouncerNeeds["placeOf"];
  readonly run: PlaceAnnouncerNeeds["run"];
  /** Who knows the calls from sites; null or absent: there are none. */
  readonly siteCalls?: Pick<SiteCalls, "claim"> | null;
};

type EventOf<T extends TelephonyEvent["type"]> = Extract<TelephonyEvent, { type: T }>;

/** Turns what happens at the exchange into facts of the log, and facts into what the exchange does next. */
export class CallFlow {
  /** What those hear who wait. */
  readonly places: PlaceAnnouncer;
  readonly #needs: CallFlowNeeds;
  readonly #unserved: UnservedCalls;
  readonly #ringer: CallRinger;
  readonly #transfers: CallTransfers;

  constructor(needs: CallFlowNeeds) {
    this.#needs = needs;
    this.places = new PlaceAnnouncer(needs);
    this.#unserved = new UnservedCalls(needs);
    this.#ringer = new CallRinger(needs);
    this.#transfers = new CallTransfers(needs, this.#ringer);
  }

  async handle(event: TelephonyEvent): Promise<void> {
    switch (event.type) {
      case "phone-changed":
        return this.#phoneChanged(event);
      case "arrived":
        return this.#arrived(event);
      case "originated":
        return;
      case "call-back-wanted":
        return this.#unserved.callBackWanted(event.callId);
      case "ring-failed":
        return this.#ringFailed(event);
      case "answered":
        return this.#answered(event);
      case "hold-changed":
        return this.#holdChanged(event);
      case "transfer-asked":
        return this.#transfers.asked(event);
      case "transfer-taken-back":
        return this.#transfers.takenBack(event);
      case "transferred":
        return this.#transfers.wentThrough(event);
      case "recording-changed":
        this.#needs.cards.recorded(event.interactionId);
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
    const handOver = this.#needs.journal.log.interaction(interactionId)?.handOver;
    const ring = { user: operator.extension, operatorId, reasons, ringTimeoutMs, queueName: name };
    const word = this.#consultationOf(record);
    await this.#ringer.ring(record, handOver ? { ...ring, handOver } : ring, { word });
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
    const { telephony } = this.#needs;
    const route = await this.#routeOf(event);
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

  #routeOf(event: EventOf<"arrived">): Route | Promise<Route> {
    const { directory, siteCalls, telephony } = this.#needs;
    if (isGuest(event.fromUser)) return routeGuest(directory, siteCalls, event);
    return routeArrival(directory, event, telephony.capabilities.outside);
  }

  async #queue(event: EventOf<"arrived">, route: Extract<Route, { kind: "queue" }>): Promise<void> {
    const { queue, customer, site } = route;
    const { book, clock, directory, journal, telephony } = this.#needs;
    const { callId } = event;
    const interactionId = this.#newInteractionId();
    const of = { queueId: queue.queueId, ...(site && { visit: site.visit }) };
    const created = createdEvent(interactionId, "in", customer, site?.key ?? event.dialled, of);
    const now = queueNow(directory, queue, clock.nowMs());
    if (now.kind === "closed") return this.#unserved.turnAway(callId, created, { queue, treatment: now.treatment });
    book.add({ callId, interactionId, kind: "queue", callerUser: event.fromUser });
    telephony.queue(callId, interactionId);
    const { language } = queue.rules?.voice ?? DEFAULT_VOICE_RULES;
    if (now.insteadOf) telephony.say?.(callId, language, ["other-queue"]);
    const insteadOf = now.insteadOf && { insteadOf: queue.queueId };
    const payload = { interactionId, queueId: now.queue.queueId, ...insteadOf };
    await journal.write([created, { type: "interaction.queued", actor: "system", payload }]);
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
      const ring = { user, operatorId, reasons, ringTimeoutMs: DIRECT_RING_MS, queueName: null };
      await this.#ringer.ring(record, ring, { before: [created], word: this.#consultationOf(record) });
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
    await this.#ringer.ring(record, ring, { before: [created] });
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

  async #ended({ callId, by, isFlowLost: wasFlowLost }: EventOf<"ended">): Promise<void> {
    const { book, clock, journal, recovery, wrapUps } = this.#needs;
    const record = book.call(callId);
    this.#unserved.over(callId);
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
    this.#needs.cards.over(interactionId);
    const isOwnCaller = record.kind === "callback" || this.#ownerUser(interaction) === record.callerUser;
    const before = record.kind === "callback" ? "out" : interaction.direction;
    // Who was passed to a queue is the caller from there on; of a call-back the operator is the caller at the exchange.
    const ending =
      interaction.acceptedAtMs === null
        ? endBeforeAnswer(before, by, isFlowLost)
        : endOfTalk(isOwnCaller ? "out" : "in", by, isFlowLost);
    await journal.write(endEvents(interactionId, ending, wrapUps.owed(interaction)));
  }

  /** The card for a colleague who is called about a talk of the caller's; null: it is a call like any other. */
  #consultationOf({ callerUser, interactionId }: CallRecord): LinkEphemeral | null {
    const { cards, directory, journal } = this.#needs;
    const dialler = directory.operatorOfUser(callerUser)?.operatorId;
    const prepared = dialler === undefined ? null : cards.preparedBy(dialler);
    const about = prepared && journal.log.interaction(prepared.interactionId);
    if (dialler === undefined || !about || about.operatorId !== dialler || about.interactionId === interactionId)
      return null;
    const handOver = cards.of(dialler, about.interactionId);
    if (!handOver) return null;
    const { address, name } = about.customer;
    const customer = { interactionId: about.interactionId, customer: name ?? address };
    return { type: "consultation", interactionId, about: customer, handOver };
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
