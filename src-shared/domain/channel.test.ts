import { describe, expect, it } from "vitest";
import { Channel, channelKind, KNOWN_CHANNELS } from "./channel.ts";

describe("a channel", () => {
  it("that is known has a kind, and its name is a channel's name", () => {
    for (const [name, kind] of Object.entries(KNOWN_CHANNELS)) {
      expect(Channel.parse(name)).toBe(name);
      expect(channelKind(name)).toBe(kind);
    }
  });

  it("of a newer hub is kept and has no kind", () => {
    expect(channelKind(Channel.parse("matrix"))).toBeNull();
    expect(channelKind("toString")).toBeNull();
  });

  it("is a short slug and nothing else", () => {
    for (const name of ["", "Chat", "1chat", "a b", "<b>", "x".repeat(33), "чат"])
      expect(Channel.safeParse(name).success).toBe(false);
  });
});
