import { expect, test } from "vitest";
import { cleanName } from "./clean-name.ts";
import { isolate } from "./isolate.ts";

test("a name from right to left stands by itself, any other is left as it is", () => {
  for (const name of ["مريم", "דוד 2", "Ирина مريم", "\u{1e900}"]) expect(isolate(name)).toBe(`\u2068${name}\u2069`);
  for (const name of ["Ирина Сомова", "Łukasz", "李 明", "+7 900", "", "🙂"]) expect(isolate(name)).toBe(name);
});

test("no name a customer sends can end it: what would is taken out where it comes in", () => {
  expect(isolate(cleanName("مريم\u2069\u202e1") ?? "")).toBe("\u2068مريم 1\u2069");
});
