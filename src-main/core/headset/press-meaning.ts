import type { HeadsetControl } from "../../../src-shared/domain/headset/headset.ts";
import type { CallId } from "../../../src-shared/ids.ts";
import type { CallsSeen } from "./calls-seen.ts";

/** What a button asks of the calls. */
export type HeadsetCommand =
  | { readonly type: "answer" | "reject" | "hang-up"; readonly callId: CallId }
  | { readonly type: "set-muted"; readonly callId: CallId; readonly muted: boolean }
  | { readonly type: "set-held"; readonly callId: CallId; readonly held: boolean };

/**
 * `lifted`, `put-down`: a hook that is a switch. `pressed`: a push-button, or a hook that only toggles. `muted`, `unmuted`:
 * a mute that is a switch.
 */
export type Press = "lifted" | "put-down" | "pressed" | "muted" | "unmuted";

/** Null: it means nothing now. */
export function meaningOf(control: HeadsetControl, press: Press, calls: CallsSeen): HeadsetCommand | null {
  const { ringing, live, held } = calls;
  switch (control) {
    case "hook":
      return hookMeaning(press, calls);
    case "mute":
      if (live === null) return null;
      return { type: "set-muted", callId: live.callId, muted: press === "pressed" ? !live.isMuted : press === "muted" };
    case "hold":
      if (ringing !== null && live !== null) return { type: "answer", callId: ringing };
      if (held !== null) return { type: "set-held", callId: held, held: false };
      return live?.isTalk ? { type: "set-held", callId: live.callId, held: true } : null;
    case "reject":
      return ringing === null ? null : { type: "reject", callId: ringing };
    case "drop":
      if (ringing !== null) return { type: "reject", callId: ringing };
      return live && { type: "hang-up", callId: live.callId };
  }
}

function hookMeaning(press: Press, { ringing, live, held }: CallsSeen): HeadsetCommand | null {
  if (ringing !== null) {
    // The hook of somebody who talks is off already: whichever way it goes, the ring is meant. Ending a talk for a ring
    // is never what was meant; the talk waits on hold.
    const isMeant = live !== null || held !== null || press !== "put-down";
    return isMeant ? { type: "answer", callId: ringing } : null;
  }
  if (live !== null) return press === "lifted" ? null : { type: "hang-up", callId: live.callId };
  // Nobody hangs up on a customer who cannot hear it.
  return held === null ? null : { type: "set-held", callId: held, held: false };
}
