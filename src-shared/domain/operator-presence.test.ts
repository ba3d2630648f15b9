import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogEvent } from "../events/log-event.ts";
import { OperatorId } from "../ids.ts";
import { isDoNotDisturb } from "./do-not-disturb.ts";
import {
  DESKTOP_GONE_LIMIT_MS,
  foldPresence,
  mayBeOffered,
  newPresence,
  type OperatorPresence,
  type PresenceInput,
  type PresenceRules,
  stepPresence,
} from "./operator-presence.ts";

const anna = OperatorId.parse("anna");
const rules: PresenceRules = {
  missedOffersLimit: 3,
  declinedOffersLimit: 2,
  breakReasons: [
    { code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: 1_800_000 },
    { code: "training", name: { ru: "Обучение", en: "Training" }, limitMs: null },
  ],
};

type Run = { presence: OperatorPresence; readonly events: LogEvent[] };

function run(inputs: readonly (readonly [PresenceInput, number])[], start = newPresence(anna, 0)): Run {
  let presence = start;
  const events: LogEvent[] = [];
  for (const [input, nowMs] of inputs) {
    const step = stepPresence(presence, input, rules, nowMs);
    if (!step.ok) continue;
    presence = step.value.presence;
    for (const made of step.value.events) {
      const event = { ...made, seq: events.length + 1, atMs: nowMs } as LogEvent;
      events.push(event);
      presence = foldPresence(presence, event as Parameters<typeof foldPresence>[1]);
    }
  }
  return { presence, events };
}

const online: PresenceInput = { type: "status-chosen", chosen: { status: "online" } };
const missed: PresenceInput = { type: "offer-missed" };
const timePassed = (isTalking: boolean): PresenceInput => ({ type: "time-passed", isTalking });

describe("stepPresence", () => {
  it("carries a break's limit and refuses a reason the team does not have", () => {
    const { presence } = run([[{ type: "status-chosen", chosen: { status: "break", reason: "lunch" } }, 5]]);
    expect(presence.state).toEqual({
      operatorId: anna,
      status: "break",
      reason: "lunch",
      limitMs: 1_800_000,
      sinceMs: 5,
      by: "operator",
    });
    const unknown: PresenceInput = { type: "status-chosen", chosen: { status: "break", reason: "siesta" } };
    expect(stepPresence(presence, unknown, rules, 6)).toEqual({ ok: false, code: "unknown-break-reason", retry: "no" });
  });

  it("says nothing twice, but a break for another reason is another break", () => {
    const choose = (reason: string): PresenceInput => ({ type: "status-chosen", chosen: { status: "break", reason } });
    const { events } = run([
      [online, 1],
      [online, 2],
      [choose("lunch"), 3],
      [choose("lunch"), 4],
      [choose("training"), 5],
    ]);
    expect(events.map((event) => event.atMs)).toEqual([1, 3, 5]);
  });

  it("sets not-ready after the limit of missed offers in a row, and only in a row", () => {
    expect(
      run([
        [online, 1],
        [missed, 2],
        [missed, 3],
      ]).presence.state.status,
    ).toBe("online");
    expect(
      run([
        [online, 1],
        [missed, 2],
        [missed, 3],
        [{ type: "offer-taken" }, 4],
        [missed, 5],
      ]).presence.state.status,
    ).toBe("online");
    const { presence } = run([
      [online, 1],
      [missed, 2],
      [missed, 3],
      [missed, 4],
    ]);
    expect(presence.state).toMatchObject({ status: "not-ready", reason: "missed-offers", by: "system" });
    expect(
      run(
        [
          [online, 9],
          [missed, 10],
        ],
        presence,
      ).presence.state.status,
    ).toBe("online");
  });

  it("takes an operator off the line when the desktop is gone too long, but not out of a call, nor after a short loss", () => {
    const linked: PresenceInput = { type: "desktop-changed", isLinked: true };
    const gone: PresenceInput = { type: "desktop-changed", isLinked: false };
    const start = run([
      [linked, 0],
      [online, 1],
      [gone, 100],
    ]).presence;
    expect(start.state.status).toBe("online");
    expect(run([[timePassed(false), 100 + DESKTOP_GONE_LIMIT_MS - 1]], start).presence.state.status).toBe("online");
    expect(run([[timePassed(true), 100 + DESKTOP_GONE_LIMIT_MS]], start).presence.state.status).toBe("online");
    expect(
      run(
        [
          [linked, 5000],
          [timePassed(false), 900_000],
        ],
        start,
      ).presence.state.status,
    ).toBe("online");
    const { presence } = run([[timePassed(false), 100 + DESKTOP_GONE_LIMIT_MS]], start);
    expect(presence.state).toMatchObject({ status: "offline", reason: "desktop-gone", by: "system" });
  });

  it("ends «Не беспокоить» at its time, unless it was chosen anew or left before", () => {
    const calm = (forMs: number | null): PresenceInput => ({
      type: "status-chosen",
      chosen: { status: "do-not-disturb", forMs },
    });
    const linked: PresenceInput = { type: "desktop-changed", isLinked: true };
    const start = run([
      [linked, 0],
      [online, 1],
      [calm(60_000), 100],
    ]).presence;
    expect(start.state).toMatchObject({ status: "break", reason: "do-not-disturb", limitMs: 60_000, sinceMs: 100 });
    expect(isDoNotDisturb(start.state)).toBe(true);
    expect(mayBeOffered({ ...start, isPhoneRegistered: true })).toEqual({ voice: false, text: false });
    expect(run([[timePassed(false), 60_099]], start).events).toEqual([]);
    expect(run([[timePassed(true), 60_100]], start).presence.state).toMatchObject({
      status: "online",
      reason: "do-not-disturb-over",
      by: "system",
    });
    const anew = [[calm(60_000), 50_000] as const, [timePassed(false), 60_100] as const];
    expect(run(anew, start).presence.state).toMatchObject({ sinceMs: 50_000, reason: "do-not-disturb" });
    const forGood = [[calm(null), 200] as const, [timePassed(false), 90_000_000] as const];
    expect(run(forGood, start).presence.state).toMatchObject({ sinceMs: 200, limitMs: null });
  });

  it("offers only to who is on the line and reachable, whatever happened before", () => {
    const input: fc.Arbitrary<PresenceInput> = fc.oneof(
      fc.constantFrom(online, missed, { type: "offer-taken" } as const),
      fc.constantFrom<PresenceInput>(
        { type: "status-chosen", chosen: { status: "offline" } },
        { type: "status-chosen", chosen: { status: "break", reason: "lunch" } },
        { type: "status-chosen", chosen: { status: "do-not-disturb", forMs: null } },
        { type: "status-chosen", chosen: { status: "do-not-disturb", forMs: 30_000 } },
        { type: "next-chosen", next: { status: "break", reason: "lunch" }, isBusy: true },
        { type: "next-chosen", next: { status: "offline" }, isBusy: false },
        { type: "next-chosen", next: null, isBusy: true },
        { type: "contacts-done" },
        { type: "offer-declined" },
        { type: "status-set", chosen: { status: "not-ready" }, setBy: { personId: "olga", name: "Ольга", note: null } },
      ),
      fc.boolean().map((isRegistered) => ({ type: "phone-changed", isRegistered }) as const),
      fc.boolean().map((isLinked) => ({ type: "desktop-changed", isLinked }) as const),
      fc.boolean().map(timePassed),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(input, fc.nat(100_000)), { maxLength: 40 }), (steps) => {
        let nowMs = 0;
        const { presence, events } = run(
          steps.map(([made, passedMs]) => {
            nowMs += passedMs;
            return [made, nowMs] as const;
          }),
        );
        const { state, isPhoneRegistered, isDesktopLinked, missedInRow, desktopGoneSinceMs } = presence;
        expect(presence.declinedInRow).toBeGreaterThanOrEqual(0);
        if (state.status === "online" && !state.next) expect(presence.declinedInRow).toBeLessThan(2);
        if (state.isOverrun) expect(state.limitMs).not.toBeNull();
        const isThere = state.status === "online" && state.next === undefined && isDesktopLinked;
        // A dialog needs no phone.
        expect(mayBeOffered(presence)).toEqual({ voice: isThere && isPhoneRegistered, text: isThere });
        expect(missedInRow).toBeGreaterThanOrEqual(0);
        if (state.status === "online" && !state.next) expect(missedInRow).toBeLessThan(rules.missedOffersLimit);
        expect(desktopGoneSinceMs === null).toBe(isDesktopLinked);
        if (state.limitMs !== null) expect(state.status).toBe("break");
        if (state.reason === "lunch") expect(state.limitMs).not.toBeNull();
        for (const event of events)
          if (event.type === "operator.status-changed")
            expect(event.actor).toBe(
              event.payload.by === "operator" ? anna : (event.payload.setBy?.personId ?? "system"),
            );
      }),
    );
  });
});
