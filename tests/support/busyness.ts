import { availableParallelism, loadavg } from "node:os";

/** How many want each core at once, in the last minute: where four do, a second of work takes four. The test itself is two. */
export function busyness(): number {
  return Math.max(1, (loadavg()[0] ?? 0) / availableParallelism() - 1);
}

/** A span a person would be promised, ms, as long as a machine with so much to do may take for it. */
export function onThisMachine(promisedMs: number): number {
  return promisedMs * busyness();
}
