import { describe, expect, it } from "vitest";
import { LogEventSchema } from "./log-event.ts";

const envelope = { seq: 1, atMs: 5, actor: "system" };

describe("LogEventSchema", () => {
  it("parses an event and drops what its payload does not declare", () => {
    const event = { ...envelope, type: "interaction.closed", payload: { interactionId: "i-1", extra: true } };
    expect(LogEventSchema.parse(event)).toEqual({
      ...envelope,
      type: "interaction.closed",
      payload: { interactionId: "i-1" },
    });
  });

  it.each([
    ["an unknown type", { ...envelope, type: "interaction.exploded", payload: {} }],
    ["an inherited name as a type", { ...envelope, type: "constructor", payload: {} }],
    ["a wrong payload", { ...envelope, type: "interaction.closed", payload: { interactionId: "" } }],
    ["no payload", { ...envelope, type: "interaction.closed" }],
    [
      "a number that is no number",
      { ...envelope, seq: 0, type: "interaction.closed", payload: { interactionId: "i" } },
    ],
    ["nothing", null],
  ])("refuses %s", (_what, event) => {
    expect(LogEventSchema.safeParse(event).success).toBe(false);
  });
});
