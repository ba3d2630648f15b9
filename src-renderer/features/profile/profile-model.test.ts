import { expect, it } from "vitest";
import { ConversationId } from "../../../src-shared/ids.ts";
import { historyRows, NOW_MS } from "../../../tests/support/fake-bridge/history-rows.ts";
import { todayNumbers } from "./profile-model.ts";

const [row] = historyRows;
if (!row) throw new Error("there is no row to begin with");
const conversationId = ConversationId.parse("conversation-1");
const DAY_MS = new Date(NOW_MS).setHours(0, 0, 0, 0);

it("counts own talks and misses of today alone", () => {
  const rows = [
    { ...row, atMs: DAY_MS + 3, talkMs: 60_000, missed: null },
    { ...row, atMs: DAY_MS + 2, talkMs: 120_000, missed: null },
    { ...row, atMs: DAY_MS + 1, talkMs: null, missed: { handledAtMs: null } },
    { ...row, atMs: DAY_MS, talkMs: null, missed: null },
    { ...row, atMs: DAY_MS + 4, talkMs: 700_000, missed: null, text: { conversationId, channel: "chat" } },
    { ...row, atMs: DAY_MS - 1, talkMs: 900_000, missed: { handledAtMs: null } },
  ];
  expect(todayNumbers(rows, DAY_MS)).toEqual({ talks: 2, talkMs: 180_000, averageMs: 90_000, missed: 1 });
});

it("has no mean where nothing was talked", () => {
  expect(todayNumbers([], DAY_MS)).toEqual({ talks: 0, talkMs: 0, averageMs: null, missed: 0 });
});
