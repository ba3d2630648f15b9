import type { Interaction } from "../../src-shared/domain/interaction.ts";
import { isOpen } from "../../src-shared/domain/interaction.ts";
import { normaliseAddress } from "../../src-shared/domain/phone-number.ts";
import type { ReportedCall } from "../../src-shared/domain/reported-call.ts";
import type { InteractionResult, NewEvent, OfferOutcome } from "../../src-shared/events/log-event.ts";
import type { OfferId, OperatorId } from "../../src-shared/ids.ts";
import { endEvents } from "./endings.ts";

/** No phone rings longer than this; a PBX elsewhere does not tell how long it lets one ring. */
const LONGEST_RING_MS = 120_000;

export type Reporting = {
  readonly operatorId: OperatorId;
  /** For the one ring of a call that is new to the log. */
  readonly offerId: OfferId;
  readonly nowMs: number;
};

/**
 * What the log lacks of a call as its operator's desktop tells it: nothing, when it was told before. Times are put in
 * order and never lie ahead of the hub's clock, whatever was told.
 */
export function reportedEvents(
  before: Interaction | undefined,
  told: ReportedCall,
  reporting: Reporting,
): readonly NewEvent[] {
  if (before && !isOpen(before)) return [];
  const { interactionId, end } = told;
  const { operatorId, offerId, nowMs } = reporting;
  const createdAtMs = before?.createdAtMs ?? Math.min(told.createdAtMs, nowMs);
  const answeredAtMs = before?.acceptedAtMs ?? within(told.answeredAtMs, createdAtMs, nowMs);
  const call = { ...told, createdAtMs, answeredAtMs };
  const offer = before?.offers[0]?.offerId ?? offerId;
  const isAnswerNew = answeredAtMs !== null && (before?.acceptedAtMs ?? null) === null;
  const accepted: NewEvent = {
    type: "interaction.accepted",
    actor: operatorId,
    payload: { interactionId, operatorId, ...at(answeredAtMs ?? createdAtMs) },
  };
  return [
    ...(before ? [] : begin(call, reporting)),
    ...(isAnswerNew ? [accepted] : []),
    ...(answeredAtMs === null ? [] : holdEvents(before, call, answeredAtMs, reporting)),
    ...(end ? endOfCall(call, end, offer, reporting) : []),
  ];
}

function begin(call: ReportedCall, { operatorId, offerId }: Reporting): readonly NewEvent[] {
  const { interactionId, direction, customer, createdAtMs } = call;
  const isOut = direction === "out";
  const address = normaliseAddress(customer.address) || customer.address;
  return [
    {
      type: "interaction.created",
      actor: operatorId,
      payload: {
        interactionId,
        channel: "voice",
        direction,
        customer: { address, name: customer.name },
        dialled: call.dialled,
        queueId: null,
        operatorId: isOut ? operatorId : null,
        reportedBy: operatorId,
        ...at(createdAtMs),
      },
    },
    {
      type: "interaction.offered",
      actor: operatorId,
      payload: {
        interactionId,
        offerId,
        operatorId: isOut ? null : operatorId,
        reasons: isOut ? [] : [{ code: "called-directly" }],
        ringUntilMs: createdAtMs + LONGEST_RING_MS,
        ...at(createdAtMs),
      },
    },
  ];
}

/**
 * Takes the log to the hold that is told. Holds that came and went between two reports stand in the log as one of the
 * same length: only their sum is told.
 */
function holdEvents(
  before: Interaction | undefined,
  { interactionId, hold, heldTotalMs, end }: ReportedCall,
  answeredAtMs: number,
  { operatorId, nowMs }: Reporting,
): readonly NewEvent[] {
  const events: NewEvent[] = [];
  const held = (sinceMs: number, by: "operator" | "customer") =>
    events.push({ type: "interaction.held", actor: operatorId, payload: { interactionId, by, ...at(sinceMs) } });
  const resumed = (atMs: number) =>
    events.push({ type: "interaction.resumed", actor: operatorId, payload: { interactionId, ...at(atMs) } });
  const untilMs = Math.min(end?.atMs ?? nowMs, nowMs);
  const sinceMs = hold && within(hold.sinceMs, answeredAtMs, untilMs);
  const known = before?.heldSinceMs ?? null;
  const missingMs = Math.max(0, heldTotalMs - (before?.heldTotalMs ?? 0));
  if (known !== null && known !== sinceMs) resumed(Math.min(known + missingMs, Math.max(known, nowMs)));
  else if (known === null && missingMs > 0 && answeredAtMs < untilMs) {
    held(answeredAtMs, "operator");
    resumed(Math.min(answeredAtMs + missingMs, untilMs));
  }
  if (hold && sinceMs !== null && known !== sinceMs) held(sinceMs, hold.by);
  return events;
}

function endOfCall(
  { interactionId, createdAtMs, answeredAtMs }: ReportedCall,
  end: NonNullable<ReportedCall["end"]>,
  offerId: OfferId,
  { operatorId, nowMs }: Reporting,
): readonly NewEvent[] {
  const endedAtMs = within(end.atMs, answeredAtMs ?? createdAtMs, nowMs) ?? nowMs;
  const outcome = answeredAtMs === null ? outcomeOf(end.result) : null;
  const events: NewEvent[] = [];
  if (outcome !== null) {
    const payload = { interactionId, offerId, operatorId: null, outcome, ...at(endedAtMs) };
    events.push({ type: "interaction.offer-ended", actor: operatorId, payload });
  }
  if (answeredAtMs !== null && end.wasTransferred) {
    const payload = { interactionId, fromOperatorId: operatorId, toOperatorId: null, ...at(endedAtMs) };
    events.push({ type: "interaction.transferred", actor: operatorId, payload });
  }
  events.push(...endEvents(interactionId, { endedBy: end.endedBy, result: end.result, endedAtMs }, false));
  if (answeredAtMs !== null && end.quality) {
    const payload = { interactionId, operatorId, quality: end.quality };
    events.push({ type: "call.quality-measured", actor: operatorId, payload });
  }
  return events;
}

/** How the ring ended where nobody answered; null: it was taken back with the call. */
function outcomeOf(result: InteractionResult): OfferOutcome | null {
  switch (result) {
    case "no-answer":
    case "declined":
    case "busy":
      return result;
    case "failed":
      return "unreachable";
    case "answered":
    case "abandoned":
    case "cancelled":
    case "interrupted":
    case "expired":
      return null;
  }
}

function at(happenedAtMs: number): { readonly happenedAtMs: number } {
  return { happenedAtMs };
}

function within(atMs: number | null, fromMs: number, untilMs: number): number | null {
  return atMs === null ? null : Math.max(fromMs, Math.min(atMs, untilMs));
}
