import { useEffect, useRef } from "react";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import { showCall } from "./shell-store.ts";

/** A consultation that was just begun comes before the eye, whatever was looked at. */
export function useShowConsultation(calls: readonly CallView[]): void {
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const begun = calls.find(({ callId, consultOf }) => consultOf !== null && !known.current.has(callId));
    known.current = new Set(calls.map(({ callId }) => callId));
    if (begun) showCall(begun.callId);
  }, [calls]);
}
