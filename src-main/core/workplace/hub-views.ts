import { answerTerm } from "../../../src-shared/domain/answer-term.ts";
import { channelKind } from "../../../src-shared/domain/channel.ts";
import type { QueueRules } from "../../../src-shared/domain/distribution/queue-rules.ts";
import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import type { ChosenStatus, OperatorState } from "../../../src-shared/domain/operator-status.ts";
import type { OperatorId, QueueId } from "../../../src-shared/ids.ts";
import type { HandOverView } from "../../../src-shared/ipc/hand-over-view.ts";
import type { WaitingView } from "../../../src-shared/ipc/waiting-view.ts";
import type { CallView, ColleagueState, HistoryRow, LinkState, StatusView } from "../../../src-shared/ipc/workplace.ts";
import { isRaised, leadDeeds } from "./lead-deeds.ts";
import { visitView } from "./visit-view.ts";

/** Hub time → this machine's time. */
export type ToLocal = (hubMs: number) => number;
export type QueueName = (queueId: QueueId) => string | null;
type QueueOf = (queueId: QueueId) => { readonly name: string; readonly rules?: QueueRules | undefined } | null;

/** Moves the hub's times by the difference of the clocks; a time before 1970 would not parse. */
export function toLocalTime(hubClockOffsetMs: number): ToLocal {
  return (hubMs) => Math.max(0, Math.round(hubMs - hubClockOffsetMs));
}

export function waitingView(interaction: Interaction, queueOf: QueueOf, toLocal: ToLocal): WaitingView | null {
  const { interactionId, conversationId, customer, queueId, createdAtMs, offers, assigned } = interaction;
  if (queueId === null) return null;
  const queue = queueOf(queueId);
  const term = answerTerm(interaction, queue?.rules);
  return {
    interactionId,
    customer,
    queueId,
    queueName: queue?.name ?? queueId,
    ...(term && { term: { fromMs: toLocal(term.fromMs), dueMs: toLocal(term.dueMs) } }),
    waitingSinceMs: toLocal(createdAtMs),
    offeredTo: offers.findLast((offer) => offer.outcome === null)?.operatorId ?? null,
    ...(channelKind(interaction.channel) === "text" && { isText: true as const }),
    ...(conversationId && { conversationId }),
    ...(assigned && { assignedTo: assigned.operatorId }),
    ...(isRaised(interaction) && { isRaised: true as const }),
    ...(interaction.channel === "callback" && callBackOf(interaction, toLocal)),
  };
}

/** How everybody but this operator stands, in the order of their ids; who was never heard of is not on the line. */
export function colleagueStates(
  colleagues: readonly { readonly operatorId: OperatorId }[],
  states: readonly OperatorState[],
  talks: readonly Interaction[],
  toLocal: ToLocal,
): ColleagueState[] {
  const talking = new Set(talks.map(({ operatorId }) => operatorId));
  return colleagues.map(({ operatorId }) => {
    const state = states.find((one) => one.operatorId === operatorId);
    return {
      operatorId,
      status: state?.status ?? "offline",
      reason: state?.reason ?? null,
      sinceMs: toLocal(state?.sinceMs ?? 0),
      isTalking: talking.has(operatorId),
    };
  });
}

/** Joins what the phone knows of a call with what only the hub knows: reasons, the end of the ringing, the name. */
export function callView(
  call: CallView,
  interaction: Interaction | null,
  self: OperatorId | null,
  queueName: QueueName,
  toLocal: ToLocal,
  handOver: HandOverView | null = null,
): CallView {
  if (handOver) return { ...callView(call, interaction, self, queueName, toLocal), handOver };
  if (!interaction) return call;
  const own = interaction.offers.findLast((offer) => offer.operatorId === self);
  const isFromCustomer = interaction.direction === "in" && call.direction === "in";
  const visit = isFromCustomer ? visitView(interaction) : undefined;
  const lead = leadDeeds(interaction, self, own);
  const customer = isFromCustomer
    ? { address: interaction.customer.address, name: interaction.customer.name ?? call.customer.name }
    : call.customer;
  return {
    ...call,
    ...(visit && { visit }),
    ...(lead && { lead }),
    customer,
    queueName: call.queueName ?? (interaction.queueId && queueName(interaction.queueId)),
    reasons: own ? [...own.reasons] : call.reasons,
    // A PBX elsewhere does not say how long it rings.
    ringUntilMs:
      own && call.phase === "ringing" && !interaction.reportedBy ? toLocal(own.ringUntilMs) : call.ringUntilMs,
    ...callBackOf(interaction, toLocal),
  };
}

/** The order of a call-back that a contact is about. */
function callBackOf(
  { callBack, channel, acceptedAtMs, offers }: Interaction,
  toLocal: ToLocal,
): Pick<CallView, "callBack"> {
  if (!callBack) return {};
  const isOrder = channel === "callback";
  const isCustomerRung = offers.some(({ operatorId, outcome }) => operatorId === null && outcome === null);
  const times = { fromMs: toLocal(callBack.fromMs), toMs: toLocal(callBack.toMs) };
  return {
    callBack: { ...callBack, ...times, isOrder, isDialling: isOrder && acceptedAtMs === null && isCustomerRung },
  };
}

export function statusView(
  state: OperatorState | undefined,
  pending: { readonly now: ChosenStatus | null; readonly next: ChosenStatus | null | undefined },
  unknownSinceMs: number,
  toLocal: ToLocal,
): StatusView {
  const next = pending.next === undefined ? state?.next : (pending.next ?? undefined);
  const choices = { pending: pending.now, ...(next && { next }) };
  if (!state)
    return { status: "offline", reason: null, limitMs: null, sinceMs: unknownSinceMs, by: "system", ...choices };
  const { status, reason, limitMs, sinceMs, by, setBy, isOverrun } = state;
  return {
    ...{ status, reason, limitMs, sinceMs: toLocal(sinceMs), by, ...choices },
    ...(setBy && { setBy }),
    ...(isOverrun && { isOverrun }),
  };
}

export function localRow(row: HistoryRow, toLocal: ToLocal): HistoryRow {
  const handledAtMs = row.missed?.handledAtMs ?? null;
  const missed = row.missed && { handledAtMs: handledAtMs === null ? null : toLocal(handledAtMs) };
  return { ...row, atMs: toLocal(row.atMs), missed };
}

/** Whether nobody is signed in here: the phone takes no more calls. */
export function isSignedOut({ state, refusal }: Pick<LinkState, "state" | "refusal">): boolean {
  return state === "refused" && (refusal === "signed-out" || refusal === "session-over");
}

/** Whether the operator works at another desktop. */
export function isSeatElsewhere({ state, refusal }: Pick<LinkState, "state" | "refusal">): boolean {
  return state === "refused" && (refusal === "replaced" || refusal === "seat-taken");
}
