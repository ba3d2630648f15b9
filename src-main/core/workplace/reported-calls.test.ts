import { describe, expect, test } from "vitest";
import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import type { ReportedCall } from "../../../src-shared/domain/reported-call.ts";
import { CallId, InteractionId } from "../../../src-shared/ids.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { FakeHubLink } from "../../../tests/support/fake-hub-link.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { MemoryOutboxStore } from "../../../tests/support/memory-stores.ts";
import { type Call, newCall } from "../calls/call-state.ts";
import { Outbox } from "../outbox/outbox.ts";
import { ReportedCalls } from "./reported-calls.ts";

const interactionId = InteractionId.parse("elsewhere-1");
const HUB_IS_AHEAD_MS = 5000;

function aDesktop(store = new MemoryOutboxStore(), clock = new FakeClock()) {
  const link = new FakeHubLink();
  const outbox = new Outbox({ store, link, clock, log: new FakeLog() });
  outbox.setLogin("marina");
  const reported = new ReportedCalls({ outbox, clock, toHub: (localMs) => localMs + HUB_IS_AHEAD_MS });
  const told = () => store.pending().map(({ input }) => input as ReportedCall);
  return { store, clock, link, outbox, reported, told };
}

function aRing(clock: FakeClock, change: Partial<Call> = {}): Call {
  const customer = { address: "+79000001427", name: "Ирина" };
  const made = {
    callId: CallId.parse("call-1"),
    mediaId: "call-1",
    interactionId,
    queueName: null,
    lineId: HUB_LINE,
    customer,
  } as const;
  const call = newCall({ ...made, direction: "in", phase: "ringing" }, clock.nowMs());
  return { ...call, isElsewhere: true, dialled: "101", ...change };
}

function over(call: Call, atMs: number) {
  return {
    callId: call.callId,
    interactionId,
    atMs,
    endedBy: "customer",
    result: call.answeredAtMs === null ? "abandoned" : "answered",
    wasTalk: call.answeredAtMs !== null,
    wasDetached: false,
    quality: null,
    elsewhere: call,
  } as const;
}

describe("calls the hub does not carry", () => {
  test("are told a moment after they began, in the hub's time, and once", () => {
    const { clock, reported, told } = aDesktop();
    const call = aRing(clock);
    reported.handleCalls([call]);
    expect(told()).toEqual([]);
    clock.advance(300);
    reported.handleCalls([call]);
    clock.advance(300);
    expect(told()).toMatchObject([
      { interactionId, direction: "in", dialled: "101", createdAtMs: call.startedAtMs + HUB_IS_AHEAD_MS, end: null },
    ]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("are told anew when something changed; only the last word waits", () => {
    const { clock, reported, told } = aDesktop();
    const call = aRing(clock);
    reported.handleCalls([call]);
    clock.advance(1000);
    const answered = { ...call, phase: "talking", answeredAtMs: clock.nowMs() } as const;
    reported.handleCalls([answered]);
    clock.advance(1000);
    reported.handleCalls([{ ...answered, heldByCustomerSinceMs: clock.nowMs() }]);
    clock.advance(1000);
    expect(told()).toMatchObject([{ hold: { by: "customer" }, answeredAtMs: answered.answeredAtMs + 5000 }]);
    reported.handleCalls([{ ...answered, heldSinceMs: clock.nowMs(), heldByCustomerSinceMs: clock.nowMs() - 1000 }]);
    clock.advance(2000);
    reported.handleCalls([answered]);
    clock.advance(1000);
    expect(told()).toMatchObject([{ hold: null, heldTotalMs: 3000 }]);
    reported.handleOver(over({ ...answered, phase: "ended" }, clock.nowMs()));
    expect(told()).toMatchObject([{ end: { result: "answered", atMs: clock.nowMs() + HUB_IS_AHEAD_MS } }]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("that are over in a breath are told with their end alone", () => {
    const { clock, reported, told } = aDesktop();
    const call = aRing(clock);
    reported.handleCalls([call]);
    reported.handleOver(over({ ...call, phase: "ended" }, clock.nowMs()));
    clock.advance(1000);
    expect(told()).toMatchObject([{ answeredAtMs: null, end: { result: "abandoned" } }]);
  });

  test("are told at each welcome while they go on", async () => {
    const { clock, reported, outbox, link } = aDesktop();
    outbox.setOnline(true);
    reported.handleCalls([aRing(clock, { phase: "talking", answeredAtMs: clock.nowMs() })]);
    clock.advance(300);
    link.reply({ ok: true, seq: 1 });
    await Promise.resolve();
    reported.handleWelcome();
    await Promise.resolve();
    expect(link.sent.map(({ name }) => name)).toEqual(["call.report", "call.report"]);
  });

  test("of a process that died are told as cut off by the next one", () => {
    const first = aDesktop();
    first.reported.handleCalls([aRing(first.clock, { phase: "talking", answeredAtMs: first.clock.nowMs() })]);
    first.clock.advance(300);
    const next = aDesktop(first.store, first.clock);
    next.reported.resume();
    expect(next.told()).toMatchObject([{ interactionId, end: { result: "interrupted", endedBy: "system" } }]);
    next.reported.resume();
    expect(next.told()).toHaveLength(1);
  });
});
