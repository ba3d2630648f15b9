import { treatmentWhenClosed } from "../../src-shared/domain/distribution/queue-rules.ts";
import type { Treatment } from "../../src-shared/domain/distribution/treatment.ts";
import type { Queue } from "../../src-shared/domain/team.ts";
import type { Directory } from "../accounts/directory.ts";

/** Where a caller goes who came to a queue: there, to the one that serves while it is closed, or nowhere. */
export type QueueNow =
  | { readonly kind: "open"; readonly queue: Queue; readonly insteadOf: Queue | null }
  | { readonly kind: "closed"; readonly treatment: Treatment };

/** One step, no further: a queue that is closed itself passes nobody on who was passed to it. */
export function queueNow(directory: Pick<Directory, "queue">, queue: Queue, nowMs: number): QueueNow {
  const treatment = treatmentWhenClosed(queue.rules, nowMs);
  if (treatment === null) return { kind: "open", queue, insteadOf: null };
  const otherId = queue.rules?.voice?.closedTo ?? null;
  const other = otherId === null ? undefined : directory.queue(otherId);
  const isOther = other && other.queueId !== queue.queueId && treatmentWhenClosed(other.rules, nowMs) === null;
  return isOther ? { kind: "open", queue: other, insteadOf: queue } : { kind: "closed", treatment };
}
