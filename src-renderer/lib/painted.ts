import { useEffect } from "react";
import type { CallId } from "../../src-shared/ids.ts";
import { ask } from "./ask.ts";

/** Tells main that something is on the screen; benches and the watch over dead windows wait for it. */
export function usePainted(what: "workplace" | "call", callId: CallId | null): void {
  useEffect(() => {
    let isGone = false;
    const frame = requestAnimationFrame(() =>
      afterThisFrame(() => {
        if (!isGone) void ask("window.painted", { what, callId });
      }),
    );
    return () => {
      isGone = true;
      cancelAnimationFrame(frame);
    };
  }, [what, callId]);
}

/** A message sent from a frame's callback is handled once that frame is drawn: telling takes no time from drawing. */
function afterThisFrame(tell: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    tell();
  };
  port2.postMessage(null);
}
