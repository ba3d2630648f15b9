import type { Treatment } from "../distribution/treatment.ts";

/** The last place that is said by its number. */
export const LAST_SPOKEN_PLACE = 20;
/** The waits that are said, in minutes. */
const SPOKEN_WAITS = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30] as const;

const MINUTE_MS = 60_000;

/** One announcement: the name of a sound, which is there in every language (`assets/announcements`). */
export type Phrase =
  | "closed"
  | "nobody-free"
  | "offer-call-back"
  | "call-back-taken"
  | "call-later"
  | "other-queue"
  | "goodbye"
  | `position-${number}`
  | "position-more"
  | `wait-${(typeof SPOKEN_WAITS)[number]}`
  | "wait-less"
  | "wait-more";

/** What somebody who waits is told: their place, from 1 on, and about how long it will take (ms; null: not known). */
export function placePhrases(place: number, waitMs: number | null): readonly Phrase[] {
  const spoken: Phrase = place > LAST_SPOKEN_PLACE ? "position-more" : `position-${Math.max(1, Math.trunc(place))}`;
  return waitMs === null ? [spoken] : [spoken, waitPhrase(waitMs)];
}

/** Rounded up: who was told five minutes and waits four is content. */
function waitPhrase(waitMs: number): Phrase {
  if (waitMs < MINUTE_MS) return "wait-less";
  const minutes = SPOKEN_WAITS.find((one) => waitMs <= one * MINUTE_MS);
  return minutes === undefined ? "wait-more" : `wait-${minutes}`;
}

/** Why nobody of the team comes to a caller. */
export type UnservedCause = "queue-closed" | "waited-too-long";

/** What becomes of the caller's number: nothing, it may become an order of a call-back, or it is one. */
export type CallBackPart = "none" | "offered" | "taken";

/** What a caller is told whom nobody comes to; nothing where the call simply ends. */
export function farewellPhrases(treatment: Treatment, cause: UnservedCause, callBack: CallBackPart): readonly Phrase[] {
  if (treatment === "hang-up") return [];
  const why: Phrase = cause === "queue-closed" ? "closed" : "nobody-free";
  if (callBack === "offered") return [why, "offer-call-back"];
  return callBack === "taken" ? [why, ...CALL_BACK_TAKEN] : [why, "call-later", "goodbye"];
}

/** What follows the key that asks for a call back. */
export const CALL_BACK_TAKEN: readonly Phrase[] = ["call-back-taken", "goodbye"];

/** Every announcement there is. */
export const ALL_PHRASES: readonly Phrase[] = [
  ...Array.from({ length: LAST_SPOKEN_PLACE }, (_, index): Phrase => `position-${index + 1}`),
  ...SPOKEN_WAITS.map((minutes): Phrase => `wait-${minutes}`),
  ...(["position-more", "wait-less", "wait-more", "closed", "nobody-free", "offer-call-back"] as const),
  ...(["call-back-taken", "call-later", "other-queue", "goodbye"] as const),
];
