import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanName } from "./clean-name.ts";

test("a name is left as it is: letters of any script, marks, families of emoji", () => {
  for (const name of ["Ирина Сомова", "O'Нил", "אורי לוי", "نور", "José", "👨‍👩‍👧‍👦", "Ng"])
    expect(cleanName(name)).toBe(name);
});

test("what turns, hides or breaks the text around is gone, and a heap of spaces is one", () => {
  expect(cleanName("\u202eyojne\u202c")).toBe("yojne");
  expect(cleanName("Ири\u0000на\r\n\u2028 Сомова\ufeff\u2066")).toBe("Ири на Сомова");
  expect(cleanName(" \u200f\t ")).toBe("");
  expect(cleanName("\ud800Анна")).toBe("Анна");
});

test("no name is endless, and none is cut within a letter of two code units", () => {
  expect(cleanName("😀".repeat(500))).toBe("😀".repeat(80));
});

test("whatever comes is one short line, and clean already", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
      const clean = cleanName(name);
      expect(clean).not.toMatch(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u);
      expect(Array.from(clean).length).toBeLessThanOrEqual(80);
      expect(cleanName(clean)).toBe(clean);
    }),
  );
});
