import { isDoNotDisturb } from "../../src-shared/domain/do-not-disturb.ts";
import type { ConversationView } from "../../src-shared/ipc/conversations.ts";
import type { CallView, Workplace } from "../../src-shared/ipc/workplace.ts";
import { hasPhone } from "../lib/has-phone.ts";

export type Section = "queue" | "history" | "settings" | "help" | "news" | "profile";
export type SettingsPart = "sound" | "accounts" | "network" | "keys" | "replies";

/** Which call the centre shows: the chosen one while it is there, else the one that needs the eye most. */
export function shownCall(calls: readonly CallView[], chosenId: string | null): CallView | null {
  const shown = calls.filter((call) => call.phase !== "ringing");
  const chosen = shown.find((call) => call.callId === chosenId);
  if (chosen && chosen.phase !== "ended") return chosen;
  const live = shown.filter((call) => call.phase !== "ended");
  return live.find((call) => call.heldSinceMs === null) ?? live[0] ?? chosen ?? shown.at(-1) ?? null;
}

/** The chosen text while this operator has it. */
export function shownConversation(
  conversations: Workplace["conversations"],
  chosenId: string | null,
): ConversationView | null {
  return conversations?.find(({ conversationId, offer }) => conversationId === chosenId && offer === null) ?? null;
}

export type HomeFace =
  | "ringing"
  | "deaf"
  | "blind"
  | "waiting"
  | "calm"
  | "break"
  | "do-not-disturb"
  | "not-ready"
  | "offline";

/** What the screen between calls says first. «Никто не ждёт» is said only when that is known to be true. */
export function homeFace({
  operator,
  calls,
  phone,
  link,
  status,
  waiting,
}: Pick<Workplace, "operator" | "calls" | "phone" | "link" | "status" | "waiting">): HomeFace {
  if (calls.some((call) => call.phase === "ringing")) return "ringing";
  if (phone.state !== "ready" && hasPhone(operator)) return "deaf";
  if (link.state !== "online") return "blind";
  if (isDoNotDisturb(status)) return "do-not-disturb";
  if (status.status !== "online") return status.status;
  return onTheLine(waiting).length > 0 ? "waiting" : "calm";
}

/** Who waits on the line; who is to be called back chose their time. */
export function onTheLine(waiting: Workplace["waiting"]): Workplace["waiting"] {
  return waiting.filter(({ callBack }) => callBack === undefined);
}

export type Announcement =
  | { readonly kind: "ringing" | "talking" | "ended"; readonly call: CallView }
  | { readonly kind: "hold" | "resumed" | "muted" | "unmuted" | "silent" | "lost" };

/** What a reader is told when the calls change: rings, talks, holds, microphone, sound, ends. Timers are not told. */
export function announcements(before: readonly CallView[], now: readonly CallView[]): readonly Announcement[] {
  return now.flatMap((call) => changesOf(before.find(({ callId }) => callId === call.callId) ?? null, call));
}

function changesOf(before: CallView | null, call: CallView): readonly Announcement[] {
  const told: Announcement[] = [];
  if (before?.phase !== call.phase) {
    if (call.phase === "ringing" || call.phase === "talking" || call.phase === "ended") {
      told.push({ kind: call.phase, call });
    }
  }
  if (!before || call.phase !== "talking") return told;
  if ((before.heldSinceMs === null) !== (call.heldSinceMs === null)) {
    told.push({ kind: call.heldSinceMs === null ? "resumed" : "hold" });
  }
  if (before.isMuted !== call.isMuted) told.push({ kind: call.isMuted ? "muted" : "unmuted" });
  if (before.media !== call.media && (call.media === "silent" || call.media === "lost")) {
    told.push({ kind: call.media });
  }
  return told;
}
