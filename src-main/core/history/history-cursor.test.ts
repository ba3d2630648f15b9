import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./history-cursor.ts";

test("what was encoded is decoded", () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 4_102_444_800_000 }),
      fc.stringMatching(/^[\w.-]{1,64}$/),
      (createdAtMs, interactionId) => {
        const cursor = encodeCursor({ createdAtMs, interactionId });
        expect(cursor.length).toBeLessThanOrEqual(128);
        expect(decodeCursor(cursor)).toEqual({ ok: true, value: { createdAtMs, interactionId } });
      },
    ),
  );
});

test.each(["", ".", "abc", "zz.", ".id", "1 .id", "zzzzzzzzzzzz.id", `1.${"x".repeat(65)}`, "1.a b", "1.a'--"])(
  "%j is refused",
  (cursor) => {
    expect(decodeCursor(cursor)).toEqual({ ok: false, code: "bad-cursor", retry: "no" });
  },
);
