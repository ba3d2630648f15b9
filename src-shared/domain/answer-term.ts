import { channelKind } from "./channel.ts";
import type { QueueRules } from "./distribution/queue-rules.ts";
import { DEFAULT_TEXT_RULES } from "./distribution/text-rules.ts";
import { DEFAULT_VOICE_RULES } from "./distribution/voice-rules.ts";
import type { Interaction } from "./interaction.ts";

type Waiting = Pick<Interaction, "channel" | "createdAtMs" | "acceptedAtMs" | "callBack">;

/** A term to be kept, epoch ms: the pie of the spent share begins at `fromMs` and is full at `dueMs`. */
export type AnswerTerm = { readonly fromMs: number; readonly dueMs: number };

/**
 * By when a contact that waits must be answered: the threshold of its queue's service level (the «20 s» of 80/20) from the
 * moment it came; of an order of a call-back, the end of the time the customer chose. Null: it was talked to before and
 * came back to a queue, so the time since it came says nothing of this wait.
 */
export function answerTerm(waiting: Waiting, rules: QueueRules | undefined): AnswerTerm | null {
  const { channel, createdAtMs, acceptedAtMs, callBack } = waiting;
  if (channel === "callback" && callBack) return { fromMs: callBack.fromMs, dueMs: callBack.toMs };
  if (acceptedAtMs !== null) return null;
  const { answerWithinMs } =
    channelKind(channel) === "voice" ? (rules?.voice ?? DEFAULT_VOICE_RULES) : (rules?.text ?? DEFAULT_TEXT_RULES);
  return { fromMs: createdAtMs, dueMs: createdAtMs + answerWithinMs };
}
