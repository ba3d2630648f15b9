import type { EventPayloadOf } from "../../src-shared/ipc/define-contract.ts";
import type { Workplace, WorkplaceContract } from "../../src-shared/ipc/workplace.ts";
import { ask } from "./ask.ts";
import { bridge } from "./bridge.ts";

export type WorkplaceChange = EventPayloadOf<WorkplaceContract, "workplace.changed">;

export type FeedListener = {
  readonly onWorkplace: (workplace: Workplace) => void;
  readonly onTrouble: () => void;
};

const RETRY_MS = 1000;

/** The workplace after a change, or `gap` when a change is missing between them; an old change changes nothing. */
export function applyChange(workplace: Workplace, change: WorkplaceChange): Workplace | "gap" {
  if (change.revision <= workplace.revision) return workplace;
  if (change.revision > workplace.revision + 1) return "gap";
  return { ...workplace, ...change, calls: sameCalls(workplace.calls, change.calls ?? workplace.calls) };
}

/** Calls that are as they were stay the same objects, so that what shows them need not be drawn again. */
function sameCalls(before: Workplace["calls"], now: Workplace["calls"]): Workplace["calls"] {
  if (now === before) return before;
  return now.map((call) => {
    const known = before.find(({ callId }) => callId === call.callId);
    return known && JSON.stringify(known) === JSON.stringify(call) ? known : call;
  });
}

/** A snapshot with the changes that came while it was on its way. */
export function catchUp(snapshot: Workplace, changes: readonly WorkplaceChange[]): Workplace | "gap" {
  let workplace: Workplace | "gap" = snapshot;
  for (const change of [...changes].sort((a, b) => a.revision - b.revision)) {
    if (workplace === "gap") return "gap";
    workplace = applyChange(workplace, change);
  }
  return workplace;
}

/** Feeds a listener with the workplace: the snapshot, then numbered changes, and the snapshot again after a gap. */
export function startWorkplaceFeed(listener: FeedListener): () => void {
  let workplace: Workplace | undefined;
  let waiting: WorkplaceChange[] = [];
  let isAsking = false;
  let isStopped = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const take = (next: Workplace): void => {
    workplace = next;
    listener.onWorkplace(next);
  };

  const refresh = async (): Promise<void> => {
    if (isAsking || isStopped) return;
    isAsking = true;
    const answer = await ask("workplace.get", {});
    isAsking = false;
    if (isStopped) return;
    const next = answer.ok ? catchUp(answer.value, waiting) : "gap";
    waiting = [];
    if (next !== "gap") return take(next);
    if (!answer.ok) listener.onTrouble();
    retry = setTimeout(() => void refresh(), answer.ok ? 0 : RETRY_MS);
  };

  const stopListening = bridge().on("workplace.changed", (change) => {
    const next = workplace && !isAsking ? applyChange(workplace, change) : "gap";
    if (next === "gap") {
      waiting.push(change);
      void refresh();
    } else if (next !== workplace) take(next);
  });
  void refresh();

  return () => {
    isStopped = true;
    clearTimeout(retry);
    stopListening();
  };
}
