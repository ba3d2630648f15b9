import fc from "fast-check";
import { expect, test } from "vitest";
import { OperatorId } from "../ids.ts";
import {
  BLANK_PROFILE,
  CUSTOMER_NOTES,
  CUSTOMER_TAGS,
  CustomerChange,
  changedProfile,
  changeRefusal,
} from "./customer-profile.ts";

const People = fc.constantFrom(OperatorId.parse("anna"), OperatorId.parse("boris"));
const Words = fc.constantFrom("VIP", "vip", "Новосёл", "долг");
const Change: fc.Arbitrary<CustomerChange> = fc.oneof(
  fc.record({ kind: fc.constant("tagged" as const), tag: fc.oneof(Words, fc.string({ minLength: 1, maxLength: 3 })) }),
  fc.record({ kind: fc.constant("untagged" as const), tag: Words }),
  fc.record({ kind: fc.constant("named" as const), name: Words }),
  fc.record({ kind: fc.constant("unnamed" as const) }),
  fc.record({ kind: fc.constant("noted" as const), noteId: fc.stringMatching(/^[ab]\d$/), text: Words }),
  fc.record({ kind: fc.constant("note-removed" as const), noteId: fc.stringMatching(/^[ab]\d$/) }),
);

test("whatever is written and not refused: within the limits, no tag twice, a note stays its author's, a repeat changes nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(People, Change), { maxLength: 120 }), (steps) => {
      const authors = new Map<string, string>();
      let profile = BLANK_PROFILE;
      for (const [by, change] of steps) {
        if (changeRefusal(profile, change, by) !== null) continue;
        profile = changedProfile(profile, change, { by, atMs: 1 });
        expect(changedProfile(profile, change, { by, atMs: 1 })).toEqual(profile);
        expect(profile.tags.length).toBeLessThanOrEqual(CUSTOMER_TAGS);
        expect(profile.notes.length).toBeLessThanOrEqual(CUSTOMER_NOTES);
        expect(new Set(profile.tags.map((tag) => tag.toLowerCase())).size).toBe(profile.tags.length);
        if (change.kind === "note-removed") authors.delete(change.noteId);
        for (const { noteId, operatorId } of profile.notes) {
          expect(authors.get(noteId) ?? operatorId).toBe(operatorId);
          authors.set(noteId, operatorId);
        }
      }
    }),
  );
});

test("what is no word is no change", () => {
  expect(CustomerChange.safeParse({ kind: "tagged", tag: " " }).success).toBe(false);
  expect(CustomerChange.safeParse({ kind: "erased" }).success).toBe(false);
  expect(CustomerChange.parse({ kind: "noted", noteId: "n-1", text: " ждёт " })).toMatchObject({ text: "ждёт" });
});
