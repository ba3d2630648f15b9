import type { FailureBook } from "../../src-hub/people/failure-store.ts";
import type { FailureRecord } from "../../src-shared/domain/lock-out.ts";

/** Wrong passwords counted in memory. */
export function memoryFailureBook(): FailureBook {
  const records = new Map<string, FailureRecord>();
  return {
    read: async (subject) => records.get(subject) ?? null,
    save: async (subject, record) => {
      records.set(subject, record);
    },
    forget: async (subject) => {
      records.delete(subject);
    },
    prune: async (beforeMs) => {
      for (const [subject, { lastAtMs }] of records) if (lastAtMs < beforeMs) records.delete(subject);
    },
  };
}
