import { describe, expect, test } from "vitest";
import { dialogOfReplaces } from "./replaces.ts";

describe("a Replaces value", () => {
  test("names the dialog of who receives it", () => {
    const dialog = { callId: "abc@host", localTag: "to1", remoteTag: "from1" };
    expect(dialogOfReplaces("abc%40host%3Bto-tag%3Dto1%3Bfrom-tag%3Dfrom1")).toEqual(dialog);
    expect(dialogOfReplaces("abc@host;from-tag=from1;to-tag=to1;early-only")).toEqual(dialog);
  });

  test.each([
    "",
    "abc",
    "abc;to-tag=1",
    "abc;to-tag=1;to-tag=2;from-tag=3",
    "abc;to-tag=;from-tag=3",
    "a b;to-tag=1;from-tag=2",
    "%E0%A4%A",
    "abc;to-tag=1\r\nX: y;from-tag=2",
    `${"a".repeat(300)};to-tag=1;from-tag=2`,
  ])("that is none is refused: %j", (text) => {
    expect(dialogOfReplaces(text)).toBeNull();
  });
});
