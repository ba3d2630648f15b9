import { useEffect, useState } from "react";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { subscribeLevel } from "../../lib/levels.ts";

/** About -36 dB of full scale: over a room, under a person who speaks into a headset. */
const SPEECH_LEVEL = 0.4;
const SHOW_FOR_MS = 4000;

/** True while the operator speaks into a microphone that is off, and a few seconds after, so that it can be read. */
export function useTalkingOnMute({ callId, isMuted }: Pick<CallView, "callId" | "isMuted">): boolean {
  const [isTalking, setIsTalking] = useState(false);
  useEffect(() => {
    if (!isMuted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = subscribeLevel(callId, "you", (level) => {
      if (level < SPEECH_LEVEL) return;
      setIsTalking(true);
      clearTimeout(timer);
      timer = setTimeout(() => setIsTalking(false), SHOW_FOR_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
      setIsTalking(false);
    };
  }, [callId, isMuted]);
  return isTalking;
}
