import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogEvent } from "../events/log-event.ts";
import { InteractionId, OperatorId } from "../ids.ts";
import { breakRefusal, holdsBreakPlace } from "./break-limits.ts";
import {
  foldPresence,
  isPresenceEvent,
  mayBeOffered,
  newPresence,
  type OperatorPresence,
  type PresenceInput,
  type PresenceRules,
  SHIFT_GAP_MS,
  stepPresence,
} from "./operator-presence.ts";
import type { OperatorState } from "./operator-status.ts";

const anna = OperatorId.parse("anna");
const boris = OperatorId.parse("boris");
const rules: PresenceRules = {
  missedOffersLimit: 3,
  declinedOffersLimit: 2,
  breakReasons: [
    { code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: 1_800_000 },
    { code: "training", name: { ru: "Обучение", en: "Training" }, limitMs: null },
  ],
};
const lunch = { status: "break", reason: "lunch" } as const;
const online: PresenceInput = { type: "status-chosen", chosen: { status: "online" } };
const next = (chosen: Extract<PresenceInput, { type: "next-chosen" }>["next"], isBusy = true): PresenceInput => ({
  type: "next-chosen",
  next: chosen,
  isBusy,
});
const declined: PresenceInput = { type: "offer-declined" };
const done: PresenceInput = { type: "contacts-done" };
const passed: PresenceInput = { type: "time-passed", isTalking: false };

/** An operator at a desktop with a phone, who does one thing after another. */
class Life {
  presence: OperatorPresence = {
    ...newPresence(anna, 0),
    isPhoneRegistered: true,
    isDesktopLinked: true,
    desktopGoneSinceMs: null,
  };
  readonly events: LogEvent[] = [];

  take(input: PresenceInput, nowMs: number, areBreaksFull = false): string {
    const step = stepPresence(this.presence, input, { ...rules, areBreaksFull }, nowMs);
    if (!step.ok) return step.code;
    this.presence = step.value.presence;
    for (const made of step.value.events) this.log({ ...made, seq: 1, atMs: nowMs });
    return "ok";
  }

  log(event: LogEvent): void {
    this.events.push(event);
    if (isPresenceEvent(event)) this.presence = foldPresence(this.presence, event);
  }

  get types(): readonly string[] {
    return this.events.map(({ type }) => type.replace("operator.", ""));
  }
}

function aLife(...inputs: readonly (readonly [PresenceInput, number])[]): Life {
  const life = new Life();
  for (const [input, nowMs] of inputs) life.take(input, nowMs);
  return life;
}

describe("a status for later", () => {
  it("waits while there is a contact, keeps new ones away, and holds when the last is done", () => {
    const life = aLife([online, 1], [next(lunch), 2]);
    expect(life.presence.state).toMatchObject({ status: "online", next: lunch });
    expect(mayBeOffered(life.presence).voice).toBe(false);
    life.take(done, 10);
    expect(life.presence.state).toEqual({
      ...{ operatorId: anna, status: "break", reason: "lunch", limitMs: 1_800_000, sinceMs: 10, by: "operator" },
    });
    expect(life.take(done, 11)).toBe("ok");
    expect(life.types).toEqual(["status-changed", "next-status-changed", "status-changed"]);
  });

  it("holds at once when there is none, and can be taken back, also by staying on the line", () => {
    expect(aLife([online, 1], [next(lunch, false), 2]).presence.state).toMatchObject(lunch);
    for (const back of [next(null), next({ status: "online" }), online]) {
      const life = aLife([online, 1], [next(lunch), 2], [back, 3], [done, 4]);
      expect(life.presence.state).toMatchObject({ status: "online", sinceMs: 1 });
      expect(life.presence.state.next).toBeUndefined();
      expect(mayBeOffered(life.presence).voice).toBe(true);
    }
  });

  it("is not lost to offers that were missed meanwhile", () => {
    const life = aLife([online, 1], [next(lunch), 2]);
    for (let time = 3; time < 10; time += 1) life.take({ type: "offer-missed" }, time);
    life.take(done, 11);
    expect(life.presence.state).toMatchObject(lunch);
  });

  it("whose reason the team has no more is forgotten, and nobody hangs in between", () => {
    const life = aLife([online, 1], [next(lunch), 2]);
    const step = stepPresence(life.presence, done, { ...rules, breakReasons: [] }, 3);
    expect(step).toMatchObject({ ok: true, value: { events: [{ payload: { next: null } }] } });
  });
});

describe("a break that is too long", () => {
  it("is told once, stays a break, and ends with it", () => {
    const life = aLife([{ type: "status-chosen", chosen: lunch }, 0], [passed, 1_799_999]);
    expect(life.types).toEqual(["status-changed"]);
    life.take(passed, 1_800_000);
    life.take(passed, 1_900_000);
    expect(life.presence.state).toMatchObject({ status: "break", isOverrun: true });
    life.take(online, 2_000_000);
    expect(life.presence.state.isOverrun).toBeUndefined();
    expect(life.types).toEqual(["status-changed", "break-overrun", "status-changed"]);
  });
});

describe("a phone that always declines", () => {
  it("takes its operator off the line after some in a row; an answer between counts anew", () => {
    const life = aLife([online, 1], [declined, 2], [{ type: "offer-taken" }, 3], [declined, 4]);
    expect(life.presence.state.status).toBe("online");
    life.take(declined, 5);
    expect(life.presence.state).toMatchObject({ status: "not-ready", reason: "declined-offers", by: "system" });
    const free = stepPresence(aLife([online, 1]).presence, declined, { ...rules, declinedOffersLimit: null }, 2);
    expect(free).toMatchObject({ ok: true, value: { events: [] } });
  });
});

describe("a status set by somebody else", () => {
  it("carries who and why, and no limit of places holds it", () => {
    const life = aLife([online, 1]);
    const setBy = { personId: "olga", name: "Ольга Ким", note: "учёба в 15:00" };
    life.take({ type: "status-set", chosen: { status: "break", reason: "training" }, setBy }, 2, true);
    expect(life.presence.state).toMatchObject({ status: "break", reason: "training", by: "system", setBy });
    expect(life.events.at(-1)?.actor).toBe("olga");
    life.take(online, 3);
    expect(life.presence.state.setBy).toBeUndefined();
  });
});

describe("places for a break", () => {
  it("refuse one more, but not another kind of the same, nor what was promised before", () => {
    const life = aLife([online, 1]);
    expect(life.take({ type: "status-chosen", chosen: lunch }, 2, true)).toBe("break-limit-reached");
    expect(life.take(next(lunch), 2, true)).toBe("break-limit-reached");
    expect(life.take({ type: "status-chosen", chosen: { status: "do-not-disturb", forMs: null } }, 2, true)).toBe(
      "break-limit-reached",
    );
    const promised = aLife([online, 1], [next(lunch), 2]);
    expect(promised.take(done, 3, true)).toBe("ok");
    expect(promised.presence.state).toMatchObject(lunch);
    expect(promised.take({ type: "status-chosen", chosen: { status: "break", reason: "training" } }, 4, true)).toBe(
      "ok",
    );
  });

  it("are told with who holds them, the soonest first", () => {
    const limit = {
      name: "Поддержка",
      operatorIds: ["anna", "boris", "clara"].map((id) => OperatorId.parse(id)),
      max: 2,
    };
    const state = (operatorId: string, change: Partial<OperatorState>): OperatorState => ({
      ...{ operatorId, status: "break", reason: "lunch", limitMs: null, sinceMs: 0, by: "operator" },
      ...change,
    });
    const states = [state("boris", {}), state("clara", { limitMs: 60_000, sinceMs: 1000 }), state("denis", {})];
    expect(breakRefusal(anna, [limit], states)).toEqual({
      name: "Поддержка",
      max: 2,
      holders: [
        { operatorId: "clara", untilMs: 61_000 },
        { operatorId: boris, untilMs: null },
      ],
    });
    expect(breakRefusal(anna, [limit], states.slice(1))).toBeNull();
    expect(breakRefusal(OperatorId.parse("denis"), [limit], states)).toBeNull();
    // Away is away, whatever it is called: it would be a way around every limit.
    expect(holdsBreakPlace(state("boris", { reason: "do-not-disturb" }))).toBe(true);
  });

  it("are never taken by more people than there are, whatever they choose and when", () => {
    const choice = fc.constantFrom<PresenceInput>(
      online,
      { type: "status-chosen", chosen: lunch },
      next(lunch),
      next(lunch, false),
      next(null),
      done,
      passed,
      { type: "offer-missed" },
      { type: "status-chosen", chosen: { status: "do-not-disturb", forMs: 1000 } },
      next({ status: "do-not-disturb", forMs: null }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), choice), { maxLength: 60 }),
        fc.integer({ min: 0, max: 3 }),
        (steps, max) => {
          const people = ["a", "b", "c", "d"].map((id) => OperatorId.parse(id));
          const presences = people.map((id) => newPresence(id, 0));
          const states = () => presences.map(({ state }) => state);
          const limits = [{ name: null, operatorIds: people, max }];
          for (const [index, [who, input]] of steps.entries()) {
            const [presence, id] = [presences[who], people[who]];
            if (!presence || !id) continue;
            const areBreaksFull = breakRefusal(id, limits, states()) !== null;
            const step = stepPresence(presence, input, { ...rules, areBreaksFull }, index * 500);
            if (!step.ok) continue;
            presences[who] = step.value.events.reduce(
              (before, made) =>
                foldPresence(before, { ...made, seq: index, atMs: index * 500 } as Parameters<typeof foldPresence>[1]),
              step.value.presence,
            );
            expect(states().filter(holdsBreakPlace).length).toBeLessThanOrEqual(max);
          }
        },
      ),
    );
  });
});

describe("the shift's budget of wrap-ups", () => {
  it("counts extensions, and begins anew with the next shift only", () => {
    const life = aLife([online, 1]);
    const payload = { interactionId: InteractionId.parse("i-1"), operatorId: anna, untilMs: 9, byMs: 30_000 };
    const extended = { seq: 2, atMs: 5, actor: anna, type: "interaction.wrap-up-extended", payload } as LogEvent;
    life.log(extended);
    life.log(extended);
    life.take({ type: "status-chosen", chosen: { status: "offline" } }, 10);
    life.take(online, 20);
    expect(life.presence.extendedInShiftMs).toBe(60_000);
    life.take({ type: "status-chosen", chosen: { status: "offline" } }, 30);
    life.take(online, 30 + SHIFT_GAP_MS);
    expect(life.presence.extendedInShiftMs).toBe(0);
  });
});
