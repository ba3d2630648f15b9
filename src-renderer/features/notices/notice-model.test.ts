import { expect, it } from "vitest";
import type { Notice } from "../../../src-shared/ipc/notices.ts";
import { inGroups, unseenCount } from "./notice-model.ts";

function aNotice(seq: number, change: Partial<Notice> = {}): Notice {
  const words = { tone: "warn", title: "Гарнитура отключилась", message: "", action: null } as const;
  return { ...words, seq, concern: null, firstAtMs: 0, atMs: 0, count: 1, isSeen: false, endedAtMs: null, ...change };
}

it("puts what stands before what was told, and a concern that is over among the latter", () => {
  const all = [aNotice(3), aNotice(2, { concern: "link" }), aNotice(1, { concern: "sound", endedAtMs: 5 })];
  expect(inGroups(all)).toEqual({ now: [all[1]], past: [all[0], all[2]] });
});

it("counts notices, not tellings", () => {
  expect(unseenCount([aNotice(3, { count: 5 }), aNotice(2, { isSeen: true }), aNotice(1)])).toBe(2);
});
