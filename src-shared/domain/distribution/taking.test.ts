import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SkillCode } from "../skill.ts";
import { TAKE_REFUSALS, type TakeQuestion, Taking, takeRefusal } from "./taking.ts";

const french = SkillCode.parse("french");
const FREE: TakeQuestion = {
  ...{ taking: "also", isWaiting: true, isDue: true, isOfferedElsewhere: false, isOnline: true, hasRoom: true },
  ...{ skills: { [french]: 4 }, requirements: [{ skill: french, minLevel: 4 }] },
};

describe("taking a contact out of the queue", () => {
  it("says the one thing that is in the way", () => {
    expect(takeRefusal(FREE)).toBeNull();
    expect(takeRefusal({ ...FREE, taking: "only" })).toBeNull();
    const ways: readonly (readonly [Partial<TakeQuestion>, string])[] = [
      [{ isWaiting: false }, "already-taken"],
      [{ isDue: false }, "not-due"],
      [{ taking: "never" }, "taking-not-allowed"],
      [{ isOfferedElsewhere: true }, "offered-elsewhere"],
      [{ isOnline: false }, "not-online"],
      [{ skills: { [french]: 3 } }, "skill-missing"],
      [{ hasRoom: false }, "no-room"],
    ];
    for (const [changed, code] of ways) expect(takeRefusal({ ...FREE, ...changed })).toBe(code);
    expect(ways.map(([, code]) => code)).toEqual([...TAKE_REFUSALS]);
  });

  it("lets nobody have what they could not be offered", () => {
    const any = fc.record({
      taking: fc.constantFrom(...Taking.options),
      ...{ isWaiting: fc.boolean(), isDue: fc.boolean(), isOfferedElsewhere: fc.boolean() },
      ...{ isOnline: fc.boolean(), hasRoom: fc.boolean() },
      skills: fc.record({ [french]: fc.nat(10) }),
      requirements: fc.array(fc.record({ skill: fc.constant(french), minLevel: fc.integer({ min: 1, max: 10 }) })),
    });
    fc.assert(
      fc.property(any, (asked) => {
        if (takeRefusal(asked) !== null) return;
        expect(asked).toMatchObject({
          isWaiting: true,
          isDue: true,
          isOnline: true,
          hasRoom: true,
          isOfferedElsewhere: false,
        });
        expect(asked.taking).not.toBe("never");
        for (const { minLevel } of asked.requirements)
          expect(asked.skills[french] ?? 0).toBeGreaterThanOrEqual(minLevel);
      }),
    );
  });
});
