import { useEffect } from "react";
import type { CallId } from "../../src-shared/ids.ts";
import { ask } from "./ask.ts";

/** Tells main in the frame after the commit that something is drawn; benches and the watch over dead windows wait for it. */
export function usePainted(what: "workplace" | "call", callId: CallId | null): void {
  useEffect(() => {
    const frame = requestAnimationFrame(() => void ask("window.painted", { what, callId }));
    return () => cancelAnimationFrame(frame);
  }, [what, callId]);
}
