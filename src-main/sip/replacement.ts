import type { SignallingEvent } from "../core/ports/call-signalling.ts";
import type { SipCall } from "./sip-call.ts";

/** Where the events of a call go; who takes its place may take this over. */
export type CallGate = { tell: (event: SignallingEvent) => void };

/** A call of the phone, where its events go, and whether its media is another call's. */
export type SeatedCall = {
  readonly call: SipCall;
  readonly gate: CallGate;
  readonly setMediaLeft: (isLeft: boolean) => void;
  readonly isHeld: () => boolean;
};

type Ended = Extract<SignallingEvent, { type: "ended" }>;

/**
 * Puts a new call in the place of a talk (INVITE with Replaces, RFC 3891): a PBX that cannot begin a new DTLS within a
 * call gives the new one fresh media, and its far side does not notice. The operator's call stays one and the same; the
 * PBX ends the old dialog. Where that is refused the old call is told so, and goes on.
 */
export function replaceCall(parts: {
  readonly old: SeatedCall;
  readonly makeCall: (emit: (event: SignallingEvent) => void) => SipCall;
  readonly tell: (event: SignallingEvent) => void;
  readonly done: () => void;
  /** The old call is the call again; `isAlive` false: it has ended meanwhile, which is told already. */
  readonly refused: (isAlive: boolean) => void;
}): void {
  const { old, makeCall, tell, done, refused } = parts;
  let isUp = false;
  let oldEnd: Ended | null = null;
  // The PBX may end the old dialog before it answers the new one.
  old.setMediaLeft(true);
  old.gate.tell = (event) => {
    if (event.type === "ended") oldEnd = event;
    else if (!isUp) tell(event);
  };
  const fresh = makeCall((event) => {
    if (isUp) tell(event);
    else if (event.type === "established") {
      isUp = true;
      done();
      if (old.isHeld()) fresh.setHeld(true);
    } else if (event.type === "ended") {
      old.gate.tell = tell;
      old.setMediaLeft(false);
      refused(oldEnd === null);
      if (oldEnd) tell(oldEnd);
      else if (event.end.by === "local" && event.end.reason !== "media-failed") old.call.hangUp();
    }
  });
  fresh.invite();
}
