import type { InteractionId } from "../../src-shared/ids.ts";
import type { CallView, PhoneState } from "../../src-shared/ipc/workplace.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Media } from "../core/ports/media.ts";

/** The one line a self-test prints. Times are milliseconds; null when it did not come so far. */
export type SelfTestResult = {
  readonly registered: boolean;
  /** From the customer's INVITE to the card on the operator's screen. */
  readonly ringMs: number | null;
  /** From «Ответить» to packets of the customer. */
  readonly answerMs: number | null;
  readonly audioInOk: boolean;
  readonly audioOutOk: boolean;
  readonly historySaved: boolean;
  readonly host: "electron" | "stand-in";
};

/** What each side sends instead of a voice, and what neither sends: a listener that always says yes is found out. */
export const OPERATOR_HZ = 440;
export const CUSTOMER_HZ = 620;
export const NOBODY_HZ = 1000;

const LISTEN_MS = 1_500;
/** Less than the whole run may take, so that it can still say what it waited for. */
const LIMIT_MS = 50_000;

/** The result before anything was seen. */
export function nothingSeen(host: SelfTestResult["host"]): SelfTestResult {
  return {
    registered: false,
    ringMs: null,
    answerMs: null,
    audioInOk: false,
    audioOutOk: false,
    historySaved: false,
    host,
  };
}

/** What the self-test sees and does; the composition root fills it in. */
export type SelfTestParts = {
  readonly clock: Clock;
  readonly media: Media;
  readonly host: SelfTestResult["host"];
  readonly phone: () => PhoneState;
  readonly calls: () => readonly CallView[];
  readonly isOnline: () => boolean;
  /** Calls back whenever one of the above may have changed. */
  readonly onChange: (listener: () => void) => () => void;
  /** Whether the operator's window has drawn the card of this call. */
  readonly isPainted: (callId: CallView["callId"]) => boolean;
  readonly callMe: () => { readonly ok: true } | { readonly ok: false; readonly code: string };
  readonly answer: (callId: CallView["callId"]) => void;
  readonly hangUp: (callId: CallView["callId"]) => void;
  /** Media of the call on both ends of this machine. */
  readonly mediaIds: () => { readonly operator: string | null; readonly customer: string | null };
  readonly inTalk: () => Promise<void>;
  readonly isInHistory: (interactionId: InteractionId) => boolean;
};

/** Ran out of time; the message says what was waited for. */
class WaitedTooLongError extends Error {
  override readonly name = "WaitedTooLongError";
}

/** Takes one call of the training customer from the ring to the history; answers what was seen, and why it failed. */
export async function runSelfTest(
  parts: SelfTestParts,
): Promise<{ readonly result: SelfTestResult; readonly failure: string | null }> {
  let result = nothingSeen(parts.host);
  const see = (seen: Partial<SelfTestResult>) => {
    result = { ...result, ...seen };
  };
  const endsAtMs = parts.clock.nowMs() + LIMIT_MS;
  try {
    await takeCall(parts, endsAtMs, see);
  } catch (error) {
    return { result, failure: error instanceof Error ? error.message : String(error) };
  }
  return { result, failure: failureOf(result) };
}

async function takeCall(
  parts: SelfTestParts,
  endsAtMs: number,
  see: (seen: Partial<SelfTestResult>) => void,
): Promise<void> {
  const { clock } = parts;
  const until = <Value>(what: string, read: () => Value | null) => waitUntil(parts, endsAtMs, what, read);

  await until("the phone to register", () => parts.phone().state === "ready" || null);
  see({ registered: true });
  await until("the operator to be on line", () => parts.isOnline() || null);

  const calledAtMs = clock.nowMs();
  const called = await until("the training customer's phone", () => readyCall(parts.callMe()));
  if (!called.ok) throw new Error(`the training customer did not call: ${called.code}`);
  const ringing = await until("the call to ring", () => parts.calls().find((call) => call.phase === "ringing") ?? null);
  const { callId } = ringing;
  await until("the card on the screen", () => parts.isPainted(callId) || null);
  see({ ringMs: clock.nowMs() - calledAtMs });

  const find = () => parts.calls().find((call) => call.callId === callId) ?? null;
  const answeredAtMs = clock.nowMs();
  parts.answer(callId);
  const talk = await until("sound to flow", () => {
    const call = find();
    return call?.phase === "talking" && call.media === "flowing" ? call : null;
  });
  see({ answerMs: clock.nowMs() - answeredAtMs });

  const { operator, customer } = parts.mediaIds();
  if (operator === null || customer === null) throw new Error("the media of the call is not known");
  const [audioInOk, audioOutOk] = await Promise.all([
    hearsOnly(parts.media, operator, CUSTOMER_HZ),
    hearsOnly(parts.media, customer, OPERATOR_HZ),
  ]);
  see({ audioInOk, audioOutOk });
  await parts.inTalk();

  parts.hangUp(callId);
  await until("the call to end", () => (find()?.phase ?? "ended") === "ended" || null);
  const { interactionId } = talk;
  if (interactionId === null) throw new Error("the call has no interaction");
  await until("the call in the history", () => parts.isInHistory(interactionId) || null);
  see({ historySaved: true });
}

function readyCall(answer: ReturnType<SelfTestParts["callMe"]>): typeof answer | null {
  return !answer.ok && answer.code === "phone-not-ready" ? null : answer;
}

/** Hears the other side's tone, and no tone that nobody sends. */
async function hearsOnly(media: Media, mediaId: string, hz: number): Promise<boolean> {
  const [sent, notSent] = await Promise.all([
    media.ask("media.listen-for-tone", { mediaId, hz, forMs: LISTEN_MS }),
    media.ask("media.listen-for-tone", { mediaId, hz: NOBODY_HZ, forMs: LISTEN_MS }),
  ]);
  return sent.heard && !notSent.heard;
}

function failureOf(result: SelfTestResult): string | null {
  if (!result.audioInOk) return `the operator did not hear the customer's ${CUSTOMER_HZ} Hz alone`;
  if (!result.audioOutOk) return `the customer did not hear the operator's ${OPERATOR_HZ} Hz alone`;
  return null;
}

/** Waits for a condition by the parts' own changes; a slow poll covers what announces nothing. */
function waitUntil<Value>(
  parts: SelfTestParts,
  endsAtMs: number,
  what: string,
  read: () => Value | null,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    let stopTimer: (() => void) | null = null;
    const stopListening = parts.onChange(() => look());
    const end = () => {
      stopTimer?.();
      stopListening();
    };
    const look = () => {
      stopTimer?.();
      const value = read();
      if (value !== null) {
        end();
        resolve(value);
      } else if (parts.clock.nowMs() >= endsAtMs) {
        end();
        reject(new WaitedTooLongError(`waited too long for ${what}`));
      } else stopTimer = parts.clock.after(50, look);
    };
    look();
  });
}
