import { assertNever } from "../../../src-shared/assert-never.ts";
import { channelKind } from "../../../src-shared/domain/channel.ts";
import { type Interaction, isOpen, type Offer } from "../../../src-shared/domain/interaction.ts";
import type { InteractionResult } from "../../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId, QueueId } from "../../../src-shared/ids.ts";
import type { HistoryRow } from "../../../src-shared/ipc/workplace.ts";
import { visitView } from "../workplace/visit-view.ts";

/** Whose history it is, and what the row's ids are called. */
export type HistoryReader = {
  readonly operatorId: OperatorId;
  /** The hub's clock now, as the interaction's times are. */
  readonly nowMs: number;
  queueName(queueId: QueueId): string | null;
  /** How the reader's own talk sounded. */
  quality(interactionId: InteractionId): HistoryRow["quality"];
  /** What the reader said of it; undefined: nothing. */
  outcome(interactionId: InteractionId): HistoryRow["outcome"];
  operator(operatorId: OperatorId): { readonly name: string; readonly extension: string } | null;
  /** When somebody talked with the customer of a missed call after all; null: nobody has. */
  handledAtMs(interaction: Interaction): number | null;
};

/** This operator's own talk: since when, and until when (null: it goes on). */
type Talk = { readonly fromMs: number; readonly untilMs: number | null };

/** One interaction as this operator lived it; times stay the hub's. */
export function historyRow(interaction: Interaction, reader: HistoryReader): HistoryRow {
  const { talk, direction, result } = ownPart(interaction, reader.operatorId);
  const talker = interaction.acceptedAtMs === null && direction === "in" ? null : interaction.operatorId;
  const shownOperator = talk ? reader.operatorId : talker;
  const visit = visitView(interaction);
  const text = textOf(interaction);
  const outcome = reader.outcome(interaction.interactionId);
  const waitUntilMs = interaction.acceptedAtMs ?? interaction.endedAtMs ?? reader.nowMs;
  return {
    interactionId: interaction.interactionId,
    atMs: interaction.createdAtMs,
    direction,
    customer: otherSide(interaction, reader),
    queueName: interaction.queueId && reader.queueName(interaction.queueId),
    operatorId: shownOperator,
    operatorName: shownOperator && (reader.operator(shownOperator)?.name ?? null),
    waitMs: span(interaction.createdAtMs, waitUntilMs),
    talkMs: talk && span(talk.fromMs, talk.untilMs ?? reader.nowMs),
    heldMs: talk ? Math.round(interaction.heldTotalMs) : 0,
    endedBy: interaction.endedBy,
    result,
    quality: talk && reader.quality(interaction.interactionId),
    missed: isMissedBy(interaction, reader.operatorId) ? { handledAtMs: reader.handledAtMs(interaction) } : null,
    ...(visit && { visit }),
    ...(text && { text }),
    ...(outcome && { outcome }),
  };
}

function textOf({ channel, conversationId }: Interaction): HistoryRow["text"] {
  return channelKind(channel) === "text" && conversationId ? { conversationId, channel } : undefined;
}

function ownPart(interaction: Interaction, self: OperatorId) {
  const talk = ownTalk(interaction, self);
  return { talk, direction: ownDirection(interaction, self), result: ownResult(interaction, talk, self) };
}

/**
 * Whether the call rang at this operator (or could not even ring there) and was not talked in here. What was declined was
 * not missed: that was a choice. Neither was a text: it waits, and is offered again.
 */
export function isMissedBy(interaction: Interaction, self: OperatorId): boolean {
  if (isOpen(interaction) || channelKind(interaction.channel) === "text") return false;
  if (!interaction.offers.some(({ operatorId }) => operatorId === self)) return false;
  const { talk, direction, result } = ownPart(interaction, self);
  return direction === "in" && talk === null && result !== "declined";
}

/** A colleague's call to this operator comes in, although it went out from over there. */
function ownDirection({ direction, operatorId, offers }: Interaction, self: OperatorId): "in" | "out" {
  const wasRung = offers.some((offer) => offer.operatorId === self);
  return direction === "out" && wasRung && operatorId !== self ? "in" : direction;
}

/** Whom this operator speaks with: for a colleague's call, the colleague. */
function otherSide(interaction: Interaction, reader: HistoryReader): HistoryRow["customer"] {
  const isRungByColleague =
    interaction.direction === "out" && ownDirection(interaction, reader.operatorId) === "in" && interaction.operatorId;
  const colleague = isRungByColleague ? reader.operator(isRungByColleague) : null;
  return colleague ? { address: colleague.extension, name: colleague.name } : interaction.customer;
}

function ownTalk(interaction: Interaction, self: OperatorId): Talk | null {
  const { acceptedAtMs, endedAtMs, offers, operatorId, direction } = interaction;
  if (acceptedAtMs === null) return null;
  const answers = offers.filter((offer) => offer.outcome === "answered");
  const own = answers.findLast((offer) => offer.operatorId === self);
  if (own) {
    const fromMs = own.endedAtMs ?? acceptedAtMs;
    const next = answers.find((offer) => offer.operatorId !== self && (offer.endedAtMs ?? 0) > fromMs);
    return { fromMs, untilMs: next?.endedAtMs ?? endedAtMs };
  }
  if (operatorId === self) return { fromMs: acceptedAtMs, untilMs: endedAtMs };
  const wasRung = offers.some((offer) => offer.operatorId === self);
  // The dialler who passed the talk on is named nowhere any more, but the row is in this operator's history.
  if (direction === "out" && !wasRung) {
    const taken = answers.find((offer) => offer.operatorId !== null && (offer.endedAtMs ?? 0) > acceptedAtMs);
    return { fromMs: acceptedAtMs, untilMs: taken?.endedAtMs ?? endedAtMs };
  }
  return null;
}

function ownResult(interaction: Interaction, talk: Talk | null, self: OperatorId): InteractionResult | null {
  if (talk) return talk.untilMs === null ? null : handedOn(interaction, talk) ? "answered" : interaction.result;
  const offer = interaction.offers.findLast((candidate) => candidate.operatorId === self);
  if (offer) return missedResult(interaction, offer);
  return interaction.result;
}

/** The talk ended for this operator before it ended for the customer. */
function handedOn(interaction: Interaction, talk: Talk): boolean {
  return isOpen(interaction) || (talk.untilMs ?? 0) < (interaction.endedAtMs ?? 0);
}

function missedResult(interaction: Interaction, offer: Offer): InteractionResult | null {
  switch (offer.outcome) {
    case null:
    case "answered":
      return interaction.result;
    case "no-answer":
    case "declined":
    case "busy":
      return offer.outcome;
    case "unreachable":
      return "failed";
    case "withdrawn":
      // Taken back: the caller left, or somebody else had it. Only the first is the interaction's own end.
      return interaction.acceptedAtMs === null ? interaction.result : "no-answer";
    default:
      return assertNever(offer.outcome);
  }
}

function span(fromMs: number, untilMs: number): number {
  return Math.max(0, Math.round(untilMs - fromMs));
}
