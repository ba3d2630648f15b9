import { lineName } from "../../../src-shared/domain/line-name.ts";
import type { PhoneFailure } from "../../../src-shared/domain/phone-failure.ts";
import type { Preflight } from "../../../src-shared/ipc/preflight.ts";
import type { InputSound } from "../../../src-shared/ipc/sound.ts";
import type { LineView, LinkState, MediaState, PhoneState } from "../../../src-shared/ipc/workplace.ts";
import { secondsLeft, wholeSeconds } from "../../lib/format-duration.ts";

export type Tone = "live" | "mid" | "bad";

/** The line of a part: a tone, the words by code, and the numbers the words need. */
export type PartLine = {
  readonly tone: Tone;
  readonly code: PhoneCode | LinkCode | MediaCode;
  readonly sinceMs: number | null;
  readonly retryAtMs: number | null;
  /** Of a line beside the hub's. */
  readonly line?: string;
};

export type PhoneCode =
  | "phone-fine"
  | "no-phone"
  | "phone-off"
  | "phone-connecting"
  | "phone-registering"
  | "unreachable"
  | "flow-dead"
  | "server-refused"
  | "no-answer"
  | "phone-waiting"
  | "wrong-password"
  | "phone-refused"
  | WayCode;
/** What stands in the way to the server, or what the server answered: said with the words of the trial. */
export type WayCode = Exclude<
  PhoneFailure,
  "server-unreachable" | "connection-refused" | "flow-dead" | "server-refused" | "no-answer" | "wrong-password"
>;
export type LinkCode = "link-fine" | "link-connecting" | "link-offline" | "link-refused" | "link-elsewhere";
export type MediaCode =
  | "media-fine"
  | "media-starting"
  | "no-microphone"
  | "microphone-denied"
  | "media-gone"
  | "media-unproved"
  | SoundCode;
/** Found by listening: the devices are there, and do not do their work. */
type SoundCode =
  | "microphone-dead"
  | "microphone-silent"
  | "microphone-muted"
  | "headphones-silent"
  | "no-headphones"
  | "no-sound-way";

export type Parts = {
  readonly phone: PhoneState;
  /** Whether the operator has a number in the centre; else they answer messages alone. */
  readonly hasPhone: boolean;
  /** The lines beside the hub's. */
  readonly lines: readonly LineView[];
  readonly link: LinkState;
  readonly media: MediaState;
  /** The last check of the connection: what only listening can tell. */
  readonly preflight: Preflight | null;
  /** What the microphone was last found to give. */
  readonly input: InputSound;
  /** Calls can come, or one goes on: what is not proved is not ready. */
  readonly isWorking: boolean;
};

const WAITING: Readonly<Record<NonNullable<PhoneState["failure"]>, PhoneCode>> = {
  "server-unreachable": "unreachable",
  "flow-dead": "flow-dead",
  "server-refused": "server-refused",
  "no-answer": "no-answer",
  "wrong-password": "wrong-password",
  "unknown-host": "unknown-host",
  // While it is tried, that is a wrong port; of an account in use it is a server that restarts.
  "connection-refused": "unreachable",
  "certificate-not-trusted": "certificate-not-trusted",
  "certificate-other-host": "certificate-other-host",
  "certificate-expired": "certificate-expired",
  "no-tls": "no-tls",
  "not-sip": "not-sip",
  "proxy-unreachable": "proxy-unreachable",
  "proxy-password": "proxy-password",
  "proxy-refused": "proxy-refused",
  forbidden: "forbidden",
  "unknown-user": "unknown-user",
};

export function phoneLine({ state, failure, sinceMs, retryAtMs }: PhoneState): PartLine {
  const line = (tone: Tone, code: PhoneCode): PartLine => ({ tone, code, sinceMs, retryAtMs });
  if (state === "ready") return line("live", "phone-fine");
  if (state === "off") return line("mid", "phone-off");
  if (state === "refused")
    return line("bad", failure === null || failure === "server-refused" ? "phone-refused" : WAITING[failure]);
  if (failure) return line("bad", WAITING[failure]);
  if (state === "waiting") return line("bad", "phone-waiting");
  return line("mid", state === "connecting" ? "phone-connecting" : "phone-registering");
}

/** The centre's phone; to have none is no fault. */
export function ownPhoneLine({ phone, hasPhone }: Pick<Parts, "phone" | "hasPhone">): PartLine {
  return hasPhone ? phoneLine(phone) : { tone: "live", code: "no-phone", sinceMs: null, retryAtMs: null };
}

/** Whether anything can ring here, so that the sound matters. */
export function canBeCalled({ hasPhone, lines }: Pick<Parts, "hasPhone" | "lines">): boolean {
  return hasPhone || lines.length > 0;
}

export function sipLine(line: LineView): PartLine {
  return { ...phoneLine(line.phone), line: lineName(line) };
}

/** Whether the operator works at another desktop: since before this one asked (`seat-taken`), or moved away (`replaced`). */
export function isElsewhere({ state, refusal }: LinkState): boolean {
  return state === "refused" && (refusal === "seat-taken" || refusal === "replaced");
}

/** Whether nobody is signed in to the hub: said while a call goes on, after it the page to sign in comes. */
function isSignedOut({ refusal }: LinkState): boolean {
  return refusal === "session-over" || refusal === "signed-out";
}

export function linkLine(link: LinkState): PartLine {
  const { state, sinceMs } = link;
  const line = (tone: Tone, code: LinkCode): PartLine => ({ tone, code, sinceMs, retryAtMs: null });
  if (state === "online") return line("live", "link-fine");
  if (state === "connecting") return line("mid", "link-connecting");
  if (state === "offline") return line("bad", "link-offline");
  return line("bad", isElsewhere(link) ? "link-elsewhere" : "link-refused");
}

/** What was found wrong with the sound, until it is found well; the microphone was heard later than the last check. */
function soundFault({ preflight: check, input }: Parts): SoundCode | null {
  if (input === "muted") return "microphone-muted";
  if (input === "silent") return "microphone-silent";
  if (!check) return null;
  if (check.microphone.problem === "dead" && input !== "alive") return "microphone-dead";
  if (check.headphones.problem === "missing") return "no-headphones";
  if (check.headphones.problem === "not-heard") return "headphones-silent";
  return check.echo.problem === "no-sound" ? "no-sound-way" : null;
}

export function mediaLine(parts: Parts): PartLine {
  const { media, input, isWorking } = parts;
  const line = (tone: Tone, code: MediaCode): PartLine => ({ tone, code, sinceMs: null, retryAtMs: null });
  const fault = soundFault(parts);
  if (media === "ready" && fault) return line("bad", fault);
  if (media === "ready")
    return isWorking && input === "unknown" ? line("mid", "media-unproved") : line("live", "media-fine");
  if (media === "starting") return line("mid", "media-starting");
  if (media === "gone") return line("mid", "media-gone");
  return line("bad", media === "no-microphone" ? "no-microphone" : "microphone-denied");
}

/** The line of the top bar: the worst part, the phone and its lines before the link before the sound; null when all is well. */
export function worstLine(parts: Parts): PartLine | null {
  const sound = canBeCalled(parts) ? [mediaLine(parts)] : [];
  const lines = [ownPhoneLine(parts), ...parts.lines.map(sipLine), linkLine(parts.link), ...sound];
  return lines.find((line) => line.tone === "bad") ?? lines.find((line) => line.tone === "mid") ?? null;
}

export type BannerCode =
  | "seat-taken"
  | "replaced"
  | "link-refused"
  | "session-over"
  | "phone-refused"
  | "wrong-password"
  | "microphone-denied"
  | "no-microphone"
  | "microphone-silent"
  | "microphone-muted"
  | "media-gone"
  | "offline";

/** The one banner above the content, the gravest first; null when nothing needs one. */
export function bannerCode(parts: Parts): BannerCode | null {
  const { phone, link, media, input, isWorking } = parts;
  if (isElsewhere(link)) return link.refusal === "replaced" ? "replaced" : "seat-taken";
  if (link.state === "refused") return isSignedOut(link) ? "session-over" : "link-refused";
  if (!canBeCalled(parts)) return link.state === "offline" ? "offline" : null;
  if (phone.state === "refused") return phone.failure === "wrong-password" ? "wrong-password" : "phone-refused";
  if (media === "microphone-denied") return "microphone-denied";
  if (media === "no-microphone") return "no-microphone";
  if (media === "ready" && isWorking && input === "muted") return "microphone-muted";
  if (media === "ready" && isWorking && input === "silent") return "microphone-silent";
  if (link.state === "offline") return "offline";
  return media === "gone" ? "media-gone" : null;
}

/** What still works while the link is down. */
export function offlineWords(parts: Parts, isTalking: boolean): "talk" | "phone" | "all" | "messages" {
  if (isTalking) return "talk";
  if (!canBeCalled(parts)) return "messages";
  return parts.phone.state === "ready" ? "phone" : "all";
}

/** Seconds the phone server has been silent, and seconds to the next try (null: the try goes on now). */
export function waitSeconds(line: PartLine, nowMs: number): { readonly silent: number; readonly retry: number | null } {
  const retry = line.retryAtMs === null ? 0 : secondsLeft(line.retryAtMs, nowMs);
  return { silent: line.sinceMs === null ? 0 : wholeSeconds(nowMs - line.sinceMs), retry: retry > 0 ? retry : null };
}
