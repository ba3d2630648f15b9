import type { CallView, HistoryRow } from "../../../src-shared/ipc/workplace.ts";

/** Past contacts: all but the one that goes on now. */
export function pastRows(rows: readonly HistoryRow[], call: Pick<CallView, "interactionId">): readonly HistoryRow[] {
  return rows.filter((row) => row.interactionId !== call.interactionId && row.result !== null);
}

/** How long the customer waited in the queue, as the history has it; null for an outgoing call or while not known. */
export function waitedMs(call: CallView, rows: readonly HistoryRow[]): number | null {
  if (call.direction === "out") return null;
  return rows.find((row) => row.interactionId === call.interactionId)?.waitMs ?? null;
}
