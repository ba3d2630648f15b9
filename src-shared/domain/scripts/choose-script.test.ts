import { describe, expect, it } from "vitest";
import { QueueId, TopicId } from "../../ids.ts";
import { automaticScript, type ScriptOccasion, scriptsFor } from "./choose-script.ts";
import { ScriptAudience, ScriptHead } from "./script-head.ts";

const OCCASION: ScriptOccasion = {
  queueId: QueueId.parse("support"),
  kind: "voice",
  direction: "in",
  topicIds: [TopicId.parse("delivery")],
  customerTags: ["Постоянный"],
};

describe("which scripts are for a conversation", () => {
  it("those of everybody, and those that name what it is; not those that name something else", () => {
    const heads = [
      aHead("any", {}),
      aHead("text", { kinds: ["text"] }),
      aHead("out", { directions: ["out"] }),
      aHead("queue", { queueIds: ["support", "orders"] }),
      aHead("other", { queueIds: ["orders"] }),
      aHead("both", { queueIds: ["support"], topicIds: ["debt"] }),
    ];
    expect(idsOf(scriptsFor(heads, OCCASION))).toEqual(["queue", "any"]);
    expect(scriptsFor(heads, { ...OCCASION, queueId: null })).toMatchObject([{ scriptId: "any" }]);
  });

  it("who says most about it stands first: the customer, the topic, the queue, the direction, the channel; then the title", () => {
    const heads = [
      aHead("б", {}, "b"),
      aHead("а", {}, "a"),
      aHead("voice", { kinds: ["voice"] }),
      aHead("in", { directions: ["in"] }),
      aHead("queue", { queueIds: ["support"], directions: ["in"], kinds: ["voice"] }),
      aHead("topic", { topicIds: ["delivery"] }),
      aHead("customer", { customerTags: ["постоянный"] }),
    ];
    const expected = ["customer", "topic", "queue", "in", "voice", "а", "б"];
    expect(scriptsFor(heads, OCCASION).map(({ title }) => title)).toEqual(expected);
    expect(scriptsFor(heads.toReversed(), OCCASION).map(({ title }) => title)).toEqual(expected);
  });

  it("opens by itself the one that fits best among those that may", () => {
    const heads = [
      aHead("any", { isAutomatic: true }),
      aHead("queue", { isAutomatic: true, queueIds: ["support"] }),
      aHead("topic", { topicIds: ["delivery"] }),
    ];
    expect(automaticScript(heads, OCCASION)?.title).toBe("queue");
    expect(automaticScript(heads, { ...OCCASION, queueId: null })?.title).toBe("any");
    expect(automaticScript(heads.slice(2), OCCASION)).toBeNull();
  });
});

function aHead(title: string, audience: object, scriptId = title): ScriptHead {
  const words = { version: 1, model: "block-scheme", title, note: "" };
  return ScriptHead.parse({ scriptId, ...words, audience: ScriptAudience.parse(audience) });
}

function idsOf(heads: readonly ScriptHead[]): readonly string[] {
  return heads.map(({ scriptId }) => scriptId);
}
