import type { HandOver } from "../../src-shared/domain/hand-over.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { Queue } from "../../src-shared/domain/team.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import { OfferId } from "../../src-shared/ids.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { Telephony, TelephonyEvent } from "../telephony/telephony.ts";
import { transferTarget } from "./arrivals.ts";
import type { CallBook, CallRecord } from "./call-book.ts";
import { offerEndedEvent, offeredEvent } from "./call-events.ts";
import type { CallRinger } from "./call-ringer.ts";
import { DIRECT_RING_MS } from "./call-ringer.ts";
import { endEvents } from "./endings.ts";
import type { HandOverCards } from "./hand-over-cards.ts";
import type { Journal } from "./journal.ts";
import type { Roster } from "./roster.ts";
import type { WrapUps } from "./wrap-ups.ts";

type EventOf<T extends TelephonyEvent["type"]> = Extract<TelephonyEvent, { type: T }>;

export type CallTransfersNeeds = {
  readonly directory: Directory;
  readonly telephony: Telephony;
  readonly journal: Journal;
  readonly book: CallBook;
  readonly roster: Roster;
  readonly wrapUps: WrapUps;
  readonly cards: HandOverCards;
  readonly clock: HubClock;
};

/** Talks that are passed on: to somebody, at once or asked first, and to a queue, where they wait again. */
export class CallTransfers {
  readonly #needs: CallTransfersNeeds;
  readonly #ringer: CallRinger;

  constructor(needs: CallTransfersNeeds, ringer: CallRinger) {
    this.#needs = needs;
    this.#ringer = ringer;
  }

  async asked({ callId, byUser, dialled, consultCallId }: EventOf<"transfer-asked">): Promise<void> {
    const { book, cards, directory, journal, roster, telephony } = this.#needs;
    const record = book.call(callId);
    const interaction = record && journal.log.interaction(record.interactionId);
    if (!record || !interaction) return;
    const { interactionId, operatorId: owner } = interaction;
    if (owner === null || directory.operator(owner)?.extension !== byUser) return telephony.refuse(callId, 403);
    // Who talks with the transferor already needs no ring: the phones are joined as they are.
    if (consultCallId !== null) return telephony.joinTransfer(callId);
    const handOver = cards.of(owner, interactionId);
    const destination = directory.destination(dialled);
    if (destination?.kind === "queue") return this.#toQueue(record, interaction, destination.queue, handOver);
    const target = transferTarget(directory, dialled, telephony.capabilities.outside);
    if (!target) return telephony.refuse(callId, 404);
    const { user, isOutside, operatorId } = target;
    const isInThisCall = user === record.callerUser || user === record.calleeUser;
    const isBusy = operatorId !== null && (roster.isRung(operatorId) || roster.isDoNotDisturb(operatorId));
    if (isInThisCall || record.rings.size > 0 || isBusy) return telephony.refuse(callId, 486);
    if (!isOutside && !telephony.isRegistered(user)) return telephony.refuse(callId, 480);
    const reasons = [{ code: "transferred", fromOperatorId: owner }] as const;
    const ring = { ...target, reasons, ringTimeoutMs: DIRECT_RING_MS, queueName: null };
    await this.#ringer.ring(record, handOver ? { ...ring, handOver } : ring);
  }

  async takenBack({ callId, offerId }: EventOf<"transfer-taken-back">): Promise<void> {
    const { book, journal } = this.#needs;
    const record = book.call(callId);
    const ringing = record?.rings.get(offerId);
    if (!record || !ringing) return;
    const { interactionId } = record;
    record.rings.delete(offerId);
    await journal.write([offerEndedEvent(interactionId, offerId, ringing.operatorId, "withdrawn")]);
  }

  async wentThrough({ callId, byUser, toUser }: EventOf<"transferred">): Promise<void> {
    const { book, cards, clock, directory, journal, wrapUps } = this.#needs;
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
    const handOver = cards.of(fromOperatorId, interactionId);
    cards.handedOver(interactionId);
    const offerId = OfferId.parse(clock.newId());
    // After a consultation nobody was rung for this contact; the offer says from when on it is whose.
    const offered = offeredEvent(interactionId, offerId, toOperatorId, reasons, clock.nowMs(), handOver);
    const payload = { interactionId, fromOperatorId, toOperatorId };
    const transferred: NewEvent = { type: "interaction.transferred", actor: fromOperatorId, payload };
    await journal.write(wasRung ? [transferred] : [offered, transferred]);
    if (toOperatorId !== null) return;
    // Outside the team nobody owns it: for the team the contact is over, though the two still talk.
    book.remove(record);
    const ending = { endedBy: "operator", result: "answered" } as const;
    await journal.write(endEvents(interactionId, ending, wrapUps.owed(interaction)));
  }

  /** Whoever stays is the caller from here on, and waits as all do; who passed them on writes up their part. */
  async #toQueue(
    record: CallRecord,
    interaction: Interaction,
    { queueId }: Queue,
    handOver: HandOver | null,
  ): Promise<void> {
    const { cards, directory, journal, telephony, wrapUps } = this.#needs;
    const { interactionId, operatorId } = interaction;
    const { callId, callerUser, calleeUser } = record;
    if (record.rings.size > 0 || calleeUser === null) return telephony.refuse(callId, 486);
    const ownUser = operatorId === null ? undefined : directory.operator(operatorId)?.extension;
    record.callerUser = callerUser === ownUser ? calleeUser : callerUser;
    record.calleeUser = null;
    record.kind = "queue";
    record.holders.clear();
    record.lostAtMs.clear();
    telephony.queue(callId, interactionId);
    cards.handedOver(interactionId);
    const payload = { interactionId, queueId, ...(handOver && { handOver }) };
    const queued: NewEvent = { type: "interaction.queued", actor: operatorId ?? "system", payload };
    // Before the contact may be offered on, so that nobody is offered what they still write up.
    await journal.write([...wrapUps.passedOn.began(interaction), queued]);
  }
}
