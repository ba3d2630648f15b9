import { expect, it } from "vitest";
import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import { refused } from "../../src-shared/result.ts";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import type { Log } from "../core/ports/log.ts";
import { beginDemoShift } from "./demo-shift.ts";

const log: Log = { error() {}, warn() {}, info() {}, debug() {} };

function setUp(answers: ({ ok: true } | { ok: false; code: string })[] | null) {
  const clock = new FakeClock();
  const listeners = new Set<() => void>();
  const seen: string[] = [];
  let facts = {
    phone: { state: "connecting" },
    link: { state: "connecting" },
    status: { status: "offline", pending: null as unknown },
  };
  const stop = beginDemoShift({
    clock,
    log,
    get: () => facts as Workplace,
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    goOnline: () => seen.push("online"),
    callMe:
      answers === null
        ? null
        : () => {
            seen.push("call");
            return answers.shift() ?? { ok: true };
          },
  });
  const become = (phone: string, link: string, status: string, pending: unknown = null) => {
    facts = { phone: { state: phone }, link: { state: link }, status: { status, pending } };
    for (const listener of [...listeners]) listener();
  };
  return { clock, seen, become, listeners, stop };
}

it("goes on line once phone and link are there, and is called three seconds later, once", () => {
  const { clock, seen, become, listeners } = setUp([]);
  become("ready", "connecting", "offline");
  expect(seen).toEqual([]);
  become("ready", "online", "offline");
  become("ready", "online", "offline");
  expect(seen).toEqual(["online"]);
  become("ready", "online", "online");
  clock.advance(2_999);
  expect(seen).toEqual(["online"]);
  clock.advance(1);
  expect(seen).toEqual(["online", "call"]);
  become("ready", "online", "break");
  become("ready", "online", "online");
  clock.advance(60_000);
  expect(seen).toEqual(["online", "call"]);
  expect(listeners.size + clock.pendingTimers).toBe(0);
});

it("leaves a status alone that was chosen before the phone was ready", () => {
  const { clock, seen, become } = setUp([]);
  become("connecting", "online", "offline", { status: "break", reason: "lunch" });
  become("connecting", "online", "break");
  become("ready", "online", "break");
  expect(seen).toEqual([]);
  become("ready", "online", "online");
  clock.advance(3_000);
  expect(seen).toEqual(["call"]);
});

it("waits for the customer's phone, and gives up on any other refusal", () => {
  const notReady = refused("phone-not-ready", "later");
  const { clock, seen, become } = setUp([notReady, notReady, refused("training-busy")]);
  become("ready", "online", "online");
  clock.advance(60_000);
  expect(seen).toEqual(["call", "call", "call"]);
  expect(clock.pendingTimers).toBe(0);
});

it("calls nobody when it should not, and stops when told", () => {
  const quiet = setUp(null);
  quiet.become("ready", "online", "online");
  quiet.clock.advance(60_000);
  expect(quiet.seen).toEqual([]);
  const stopped = setUp([]);
  stopped.become("ready", "online", "online");
  stopped.stop();
  stopped.clock.advance(60_000);
  expect(stopped.seen).toEqual([]);
});
