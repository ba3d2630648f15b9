import type { AutoAnswerPolicy } from "../../../src-shared/domain/auto-answer.ts";
import type { AutoAnswerCall } from "../../../src-shared/ipc/auto-answer.ts";
import type { CallView, Workplace } from "../../../src-shared/ipc/workplace.ts";

/** A microphone that was proved in another shift was proved by somebody else, or in another socket. */
const PROOF_LASTS_MS = 12 * 60 * 60_000;

/** Whether a call is to be answered by itself: by the team's word for its queue, or because it asks and that is allowed. */
export function isAutoAnswered(
  { queueName }: Pick<CallView, "queueName">,
  isRequested: boolean,
  policy: AutoAnswerPolicy,
  answersOnRequest: boolean,
): boolean {
  return (queueName !== null && policy.queueCalls) || (isRequested && (policy.onRequest || answersOnRequest));
}

/** What keeps the microphone shut: any other call that goes on. */
export function blockOf(
  callId: CallView["callId"],
  calls: readonly Pick<CallView, "callId" | "phase">[],
  isProved: boolean,
): Extract<AutoAnswerCall, { state: "blocked" }>["why"] | null {
  const isBusy = calls.some((other) => other.callId !== callId && other.phase !== "ended" && other.phase !== "ringing");
  if (isBusy) return "busy";
  return isProved ? null : "microphone";
}

/** «Проверка связи» heard this very microphone in this shift, and it is there now. */
export function isMicrophoneProved(
  { media, preflight, sound }: Pick<Workplace, "media" | "preflight" | "sound">,
  nowMs: number,
): boolean {
  if (media !== "ready" || preflight === null || preflight.finishedAtMs === null || sound.microphone === null)
    return false;
  const { verdict, label } = preflight.microphone;
  return verdict === "good" && label === sound.microphone.label && nowMs - preflight.finishedAtMs < PROOF_LASTS_MS;
}
