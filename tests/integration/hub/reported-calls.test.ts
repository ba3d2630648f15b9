import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SILENCE_LIMIT_MS } from "../../../src-hub/service/reported-calls.ts";
import type { ReportedCall } from "../../../src-shared/domain/reported-call.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { aQuality } from "../../support/quality-samples.ts";
import { aFolder, CUSTOMER, KEY, lev, marina, TestHub } from "./support/a-hub.ts";

// Calls on a PBX elsewhere, of which the hub learns from the operator's desktop alone.

let folder: ReturnType<typeof aFolder>;
let clock: FakeClock;
let test: TestHub;

beforeEach(async () => {
  folder = aFolder();
  clock = new FakeClock();
  test = await start();
  await test.putOnline(marina);
});
afterEach(async () => {
  await test.stop();
  folder.remove();
});

const start = () => TestHub.start({ databaseFile: join(folder.path, "hub.db"), databaseKey: KEY, clock });

/** A call to Marina that began now, with what else is known of it. */
function aCall(change: Partial<Record<keyof ReportedCall, unknown>> = {}) {
  return {
    interactionId: "elsewhere-1",
    direction: "in",
    customer: { address: "8 900 000-14-27", name: "Ирина" },
    dialled: "101",
    createdAtMs: clock.nowMs(),
    answeredAtMs: null,
    hold: null,
    heldTotalMs: 0,
    end: null,
    ...change,
  };
}

const endAt = (atMs: number, result: string, change = {}) => ({
  atMs,
  endedBy: "customer",
  result,
  wasTransferred: false,
  quality: null,
  ...change,
});

const report = async (call: object, by = marina) => {
  const reply = await test.command(by, "call.report", call);
  await test.settle();
  return reply;
};

describe("a call on a PBX elsewhere", () => {
  it("stands in the log while it goes on, and is closed with its end", async () => {
    const call = aCall();
    expect(await report(call)).toMatchObject({ ok: true });
    expect(await test.last()).toMatchObject({
      state: "offered",
      direction: "in",
      customer: { address: CUSTOMER.address, name: "Ирина" },
      reportedBy: marina,
    });
    clock.advance(4000);
    const answered = { ...call, answeredAtMs: clock.nowMs() };
    await report(answered);
    expect(await test.last()).toMatchObject({ state: "active", operatorId: marina });
    clock.advance(60_000);
    const quality = aQuality(4.1);
    await report({ ...answered, heldTotalMs: 9000, end: endAt(clock.nowMs(), "answered", { quality }) });
    expect(await test.last()).toMatchObject({
      state: "closed",
      result: "answered",
      heldTotalMs: 9000,
      acceptedAtMs: answered.answeredAtMs,
      endedAtMs: clock.nowMs(),
    });
    expect((await test.events()).at(-1)).toMatchObject({ type: "call.quality-measured", payload: { quality } });
  });

  it("told late, after hours without a link, has its own times", async () => {
    const atMs = clock.nowMs() - 3_600_000;
    const call = aCall({ createdAtMs: atMs, answeredAtMs: atMs + 5000, end: endAt(atMs + 65_000, "answered") });
    await report(call);
    expect(await test.last()).toMatchObject({
      createdAtMs: atMs,
      acceptedAtMs: atMs + 5000,
      endedAtMs: atMs + 65_000,
      state: "closed",
    });
    const head = test.hub.log.headSeq;
    expect(await report(call)).toMatchObject({ ok: true });
    expect(test.hub.log.headSeq).toBe(head);
  });

  it("keeps the queue away from who talks, and gives them a call when it is over", async () => {
    const call = aCall({ answeredAtMs: clock.nowMs() });
    await report(call);
    test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "700" });
    await test.settle();
    expect(test.telephony.commandsOf("ring")).toEqual([]);
    await report({ ...call, end: endAt(clock.nowMs(), "answered") });
    expect((await test.ringing()).user).toBe("1001");
  });

  it("rings twice at once, as a PBX elsewhere may do", async () => {
    await report(aCall());
    await report(aCall({ interactionId: "elsewhere-2" }));
    expect(test.hub.service.brokenInvariants()).toEqual([]);
  });

  it("is refused from who it does not belong to, and so is a call of the hub's own exchange", async () => {
    await report(aCall());
    expect(await report(aCall(), lev)).toMatchObject({ ok: false, code: "unknown-interaction" });
    test.telephony.arrive({ fromUser: "petr", from: CUSTOMER, dialled: "700" });
    await test.settle();
    const { interactionId } = await test.last();
    expect(await report(aCall({ interactionId }))).toMatchObject({ ok: false, code: "unknown-interaction" });
    await report(aCall({ end: endAt(clock.nowMs(), "abandoned") }));
    expect(await report(aCall(), lev)).toMatchObject({ ok: false, code: "unknown-interaction" });
  });

  it.each([
    ["no-answer", "no-answer"],
    ["declined", "declined"],
    ["busy", "busy"],
    ["failed", "unreachable"],
    ["abandoned", "withdrawn"],
  ])("that ended as %s without an answer was offered to its operator, and %s", async (result, outcome) => {
    await report(aCall({ end: endAt(clock.nowMs(), result) }));
    const { offers, acceptedAtMs } = await test.last();
    expect(acceptedAtMs).toBeNull();
    expect(offers).toMatchObject([{ operatorId: marina, outcome }]);
  });
});

describe("a desktop that tells of a call and goes away", () => {
  const isOver = async () => (await test.last()).state === "closed";

  it("comes back after an hour, and tells how it went on", async () => {
    const call = aCall({ answeredAtMs: clock.nowMs() });
    await report(call);
    test.hub.service.desktopGone(marina);
    await test.pass(3_600_000);
    // Nobody is kept on the line by a call that a desktop out of reach may have.
    expect(await test.status(marina)).toBe("offline");
    expect(await isOver()).toBe(false);
    test.hub.service.desktopLinked(marina);
    const endedAtMs = clock.nowMs() - 1_800_000;
    await report({ ...call, end: endAt(endedAtMs, "answered") });
    expect(await test.last()).toMatchObject({ result: "answered", endedAtMs });
  });

  it("comes back without it: it was cut off when the desktop went away", async () => {
    await report(aCall({ answeredAtMs: clock.nowMs() }));
    clock.advance(30_000);
    const goneAtMs = clock.nowMs();
    test.hub.service.desktopGone(marina);
    await test.pass(5000);
    test.hub.service.desktopLinked(marina);
    await test.pass(20_000);
    expect(await test.last()).toMatchObject({ state: "closed", result: "interrupted", endedAtMs: goneAtMs });
  });

  it("never comes back: at last the call is written off", async () => {
    await report(aCall({ answeredAtMs: clock.nowMs() }));
    test.hub.service.desktopGone(marina);
    await test.pass(SILENCE_LIMIT_MS);
    expect(await test.last()).toMatchObject({ state: "closed", result: "interrupted", endedBy: "system" });
  });
});

describe("a restart of the hub", () => {
  it("leaves the call open until its desktop tells", async () => {
    const call = aCall({ answeredAtMs: clock.nowMs() });
    await report(call);
    await test.stop();
    clock.advance(2000);
    test = await start();
    await test.pass(60_000);
    expect((await test.last()).state).toBe("active");
    test.hub.service.desktopLinked(marina);
    await report(call);
    await test.pass(60_000);
    await report({ ...call, end: endAt(clock.nowMs(), "answered") });
    expect(await test.last()).toMatchObject({ result: "answered", endedAtMs: clock.nowMs() });
  });
});
