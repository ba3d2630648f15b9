import type { CallId } from "../../src-shared/ids.ts";
import { bridge } from "./bridge.ts";

/** Listens to the sound level of one side of one call. */
export function subscribeLevel(
  callId: CallId,
  side: "you" | "customer",
  listener: (level: number) => void,
): () => void {
  return bridge().on("calls.levelled", (levels) => {
    if (levels.callId === callId) listener(levels[side]);
  });
}
