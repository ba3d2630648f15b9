import type { Notice } from "../../../src-shared/ipc/notices.ts";

/** A concern that is not over. */
export function isStanding({ concern, endedAtMs }: Notice): boolean {
  return concern !== null && endedAtMs === null;
}

/** How many were not seen: a notice that was told many times is one. */
export function unseenCount(notices: readonly Notice[]): number {
  return notices.filter(({ isSeen }) => !isSeen).length;
}

/** What stands now comes first, then what was told. */
export function inGroups(notices: readonly Notice[]): {
  readonly now: readonly Notice[];
  readonly past: readonly Notice[];
} {
  return { now: notices.filter(isStanding), past: notices.filter((one) => !isStanding(one)) };
}
