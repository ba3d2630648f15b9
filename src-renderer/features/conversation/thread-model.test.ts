import { describe, expect, it } from "vitest";
import { InteractionId, MessageId } from "../../../src-shared/ids.ts";
import type { ThreadMessage } from "../../../src-shared/ipc/conversations.ts";
import {
  EMPTY_THREAD,
  MOST_SHOWN,
  seenUpto,
  withNewest,
  withOlder,
  withoutHub,
  withoutNewest,
} from "./thread-model.ts";

function message(id: string, seq: number | null, from: ThreadMessage["from"] = "operator"): ThreadMessage {
  return {
    ...{ messageId: MessageId.parse(id), interactionId: InteractionId.parse("i-1"), from, seq, text: id, files: [] },
    ...{ colleague: null, atMs: 1, isEdited: false, isDeleted: false, delivery: null, failure: null },
  };
}

const ids = ({ messages }: { messages: readonly ThreadMessage[] }) => messages.map(({ messageId }) => messageId);
const page = (messages: readonly ThreadMessage[], beforeSeq: number | null) => ({ messages, beforeSeq });

describe("thread", () => {
  it("keeps older pages while the newest one joins them, and drops them over a gap", () => {
    const first = withNewest(EMPTY_THREAD, page([message("c", 3), message("d", 4)], 3));
    const older = withOlder(first, page([message("a", 1), message("b", 2)], null));
    expect(ids(older)).toEqual(["a", "b", "c", "d"]);
    const grown = withNewest(older, page([message("d", 4), message("e", 5)], 4));
    expect(ids(grown)).toEqual(["a", "b", "c", "d", "e"]);
    expect(grown.beforeSeq).toBeNull();
    const jumped = withNewest(grown, page([message("x", 90), message("y", 91)], 90));
    expect(ids(jumped)).toEqual(["x", "y"]);
    expect(jumped.beforeSeq).toBe(90);
  });

  it("shows so many at most: the oldest of them, once one reads far up", () => {
    const many = Array.from({ length: MOST_SHOWN }, (_none, index) => message(`m-${index}`, index + 100));
    const thread = withNewest(EMPTY_THREAD, page(many, 100));
    expect(withoutNewest(thread)).toBeNull();
    const longer = withOlder(thread, page([message("a", 1), message("b", 2)], null));
    const oldest = withoutNewest(longer);
    expect(oldest && ids(oldest)).toEqual(["a", "b", ...ids(thread).slice(0, -2)]);
    expect(oldest?.beforeSeq).toBeNull();
  });

  it("shows what waits here once, also while the hub is away", () => {
    const thread = withNewest(EMPTY_THREAD, page([message("a", 1), message("w", null)], null));
    const away = withoutHub(thread, [message("w", null), message("v", null)]);
    expect(ids(away)).toEqual(["a", "w", "v"]);
    expect(ids(withNewest(away, page([message("a", 1), message("w", 2)], null)))).toEqual(["a", "w"]);
  });

  it("has seen up to the last message of the customer", () => {
    expect(seenUpto([message("a", 1, "customer"), message("b", 2), message("w", null)])).toBe(1);
    expect(seenUpto([message("b", 2)])).toBeNull();
  });
});
