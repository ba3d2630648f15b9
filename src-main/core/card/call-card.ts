import { lineName } from "../../../src-shared/domain/line-name.ts";
import type { CallId } from "../../../src-shared/ids.ts";
import type { CallCard } from "../../../src-shared/ipc/call-card.ts";
import type { CallView, Workplace } from "../../../src-shared/ipc/workplace.ts";

/** Where the operator's window is: `front` has the focus, `behind` may be covered (nobody can tell), `away` is minimised or hidden. */
export type WindowPlace = "front" | "behind" | "away";

type CardFacts = Pick<Workplace, "calls" | "lines" | "waiting" | "preferences" | "autoAnswer">;

export type CardSight = {
  readonly place: WindowPlace;
  /** Calls whose card the operator closed. */
  readonly hidden: ReadonlySet<CallId>;
  /** Calls that rang on the card: their talk stays on it until the window comes to the front. */
  readonly rang: ReadonlySet<CallId>;
  readonly answerKeys: string | null;
};

/**
 * What the card over other programs shows. While the operator's window is in front, its dock is enough. A call that rings
 * is shown whenever it is not; a talk only when the window is away, or when it was answered on the card: a talk that the
 * operator sees beside another program needs no second picture.
 */
export function callCard(workplace: CardFacts, sight: CardSight): CallCard {
  if (sight.place === "front") return null;
  const { calls } = workplace;
  const shown = calls.filter(({ callId }) => !sight.hidden.has(callId));
  const ringing = shown.find(({ phase }) => phase === "ringing");
  if (ringing) return ringCard(ringing, workplace, sight.answerKeys);
  const talk = shown.find((call) => isLive(call) && (sight.place === "away" || sight.rang.has(call.callId)));
  return talk ? talkCard(talk, workplace) : null;
}

function ringCard(
  call: CallView,
  { calls, lines, waiting, preferences, autoAnswer }: CardFacts,
  answerKeys: string | null,
): CallCard {
  const { callId, customer, reasons, startedAtMs, ringUntilMs, visit, callBack, lead } = call;
  const known = { ...(visit && { visit }), ...(callBack && { callBack }), ...(lead && { lead }) };
  const line = lines.find(({ lineId, kind }) => lineId === call.lineId && kind === "sip");
  // A call beside the queues is told by its line.
  const queueName = call.queueName ?? (line ? lineName(line) : null);
  const onLine = calls.find((one) => isLive(one) && one.heldSinceMs === null);
  const auto = autoAnswer.calls.find((one) => one.callId === callId);
  return {
    kind: "ring",
    locale: preferences.locale,
    call: { callId, customer, queueName, reasons, startedAtMs, ringUntilMs, ...known },
    waitingSinceMs: waiting.find((one) => one.interactionId === call.interactionId)?.waitingSinceMs ?? null,
    onLine: onLine ? { customer: onLine.customer, sinceMs: onLine.answeredAtMs ?? onLine.startedAtMs } : null,
    answerKeys,
    autoAnswerAtMs: auto?.state === "soon" ? auto.atMs : null,
  };
}

function talkCard(call: CallView, { preferences }: Pick<Workplace, "preferences">): CallCard {
  const { callId, customer, phase, startedAtMs, answeredAtMs, isMuted, heldSinceMs } = call;
  return {
    kind: "talk",
    locale: preferences.locale,
    call: { callId, customer, phase, startedAtMs, answeredAtMs, isMuted, heldSinceMs },
  };
}

/** A call that holds the line. */
function isLive({ phase }: CallView): boolean {
  return phase !== "ringing" && phase !== "ending" && phase !== "ended";
}
