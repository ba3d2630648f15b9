import { expect, test } from "vitest";
import { DO_NOT_DISTURB } from "../../../src-shared/domain/do-not-disturb.ts";
import type { StatusView } from "../../../src-shared/ipc/workplace.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { DoNotDisturb, REMIND_EVERY_MS } from "./do-not-disturb.ts";

const MINUTE_MS = 60_000;

function aDesk() {
  const clock = new FakeClock();
  const told: (boolean | string)[] = [];
  const desk = new DoNotDisturb({
    clock,
    refuseCalls: (areRefused) => told.push(areRefused),
    remind: (sinceMs) => told.push(`since ${(clock.nowMs() - sinceMs) / MINUTE_MS} min`),
  });
  const online: StatusView = {
    status: "online",
    reason: null,
    limitMs: null,
    sinceMs: clock.nowMs(),
    by: "operator",
    pending: null,
  };
  const on = (limitMs: number | null): StatusView => ({
    ...online,
    status: "break",
    reason: DO_NOT_DISTURB,
    sinceMs: clock.nowMs(),
    limitMs,
  });
  return { clock, told, desk, online, on };
}

test("refuses from the choice on, before the hub has it, and not again when it has", () => {
  const { told, desk, online, on, clock } = aDesk();
  desk.follow({ ...online, pending: { status: "do-not-disturb", forMs: null } });
  expect(told).toEqual([true]);
  clock.advance(100);
  desk.follow({ ...online, pending: { status: "do-not-disturb", forMs: null } });
  expect(told).toEqual([true]);
  desk.follow(on(null));
  desk.follow({ ...on(null), pending: { status: "online" } });
  expect(told).toEqual([true, true, false]);
  desk.follow({ ...online, status: "break", reason: "lunch" });
  expect(told).toEqual([true, true, false]);
});

test("ends at its time though nothing is heard of the hub", () => {
  const { told, desk, on, clock } = aDesk();
  const status = on(15 * MINUTE_MS);
  desk.follow(status);
  clock.advance(15 * MINUTE_MS - 1);
  expect(told).toEqual([true]);
  clock.advance(1);
  expect(told).toEqual([true, false]);
  desk.follow(status);
  expect(told).toEqual([true, false]);
});

test("without an end it is brought to mind every quarter of an hour, also after a restart in between", () => {
  const { told, desk, on, clock } = aDesk();
  desk.follow(on(null));
  clock.advance(2 * REMIND_EVERY_MS);
  expect(told.filter((one) => one !== true)).toEqual(["since 15 min", "since 30 min"]);
  desk.dispose();
  clock.advance(REMIND_EVERY_MS);
  expect(told.filter((one) => one !== true)).toHaveLength(2);
});
