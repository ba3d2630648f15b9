import { describe, expect, it } from "vitest";
import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import { CallId, LineId } from "../../../src-shared/ids.ts";
import { FakeSignalling } from "../../../tests/support/fake-signalling.ts";
import type { SignallingEvent, SipAccount } from "../ports/call-signalling.ts";
import { PhoneLines } from "./phone-lines.ts";

const orders = LineId.parse("orders");
const account: SipAccount = {
  server: "wss://pbx.invalid/ws",
  domain: "pbx.invalid",
  user: "700",
  password: "secret",
  displayName: "700",
  source: { kind: "microphone" },
};

function stage() {
  const hub = new FakeSignalling();
  const made: FakeSignalling[] = [];
  const makePhone = () => {
    const phone = new FakeSignalling();
    made.push(phone);
    return phone;
  };
  const lines = new PhoneLines({ hub, makePhone });
  const events: SignallingEvent[] = [];
  lines.onEvent((event) => events.push(event));
  const phone = () => {
    const [first] = made;
    if (!first) throw new Error("no line was opened");
    return first;
  };
  return { hub, lines, events, made, phone };
}

describe("lines", () => {
  it("registers a line beside the hub's, and tells its state under its name", async () => {
    const { lines, events } = stage();
    await lines.open(orders, account);
    await Promise.resolve();
    expect(lines.stateOf(orders)?.state).toBe("ready");
    const states = events.flatMap((event) =>
      event.type === "phone-changed" ? [[event.lineId, event.phone.state]] : [],
    );
    expect(states.at(-1)).toEqual([orders, "ready"]);
  });

  it("refuses calls on every line, also on one that is opened later", async () => {
    const { hub, lines, phone } = stage();
    lines.refuseCalls(true);
    await lines.open(orders, account);
    expect([hub.areCallsRefused, phone().areCallsRefused]).toEqual([true, true]);
    lines.refuseCalls(false);
    expect([hub.areCallsRefused, phone().areCallsRefused]).toEqual([false, false]);
  });

  it("says which line rang, and gives each command to the phone of the call", async () => {
    const { hub, lines, events, phone } = stage();
    await lines.open(orders, account);
    const [here, there] = [CallId.parse("here"), CallId.parse("there")];
    phone().ring(here);
    hub.ring(there);
    expect(events.filter(({ type }) => type === "incoming")).toMatchObject([
      { callId: here, lineId: orders },
      { callId: there },
    ]);
    lines.accept(here);
    lines.reject(there, 480);
    expect(phone().commands.at(-1)).toEqual({ name: "accept", callId: here });
    expect(hub.commands.at(-1)).toEqual({ name: "reject", callId: there, sipCode: 480 });
    expect(lines.isBusy(orders)).toBe(true);
    phone().over(here, { by: "remote", reason: "hung-up", sipCode: null });
    expect(lines.isBusy(orders)).toBe(false);
    expect(lines.isBusy(HUB_LINE)).toBe(true);
  });

  it("dials by the line that was chosen, and by the hub's when it is gone", async () => {
    const { hub, lines, phone } = stage();
    await lines.open(orders, account);
    const [first, second] = [CallId.parse("first"), CallId.parse("second")];
    lines.dial(first, "+79000000001", orders);
    expect(phone().commands.at(-1)).toMatchObject({ name: "dial", callId: first });
    await lines.close(orders);
    expect(phone().commands.at(-1)).toEqual({ name: "stop" });
    lines.dial(second, "+79000000001", orders);
    expect(hub.commands.at(-1)).toMatchObject({ name: "dial", callId: second });
  });

  it("another account on the same line takes the place of the one before", async () => {
    const { lines, made, phone } = stage();
    await lines.open(orders, account);
    await lines.open(orders, { ...account, password: "another" });
    expect(made).toHaveLength(1);
    expect(phone().commands.map(({ name }) => name)).toEqual(["stop", "start", "stop", "start"]);
  });

  it("follows colleagues at the PBX of their line, and says of which", async () => {
    const { lines, phone } = stage();
    const told: string[] = [];
    lines.onWatched(({ lineId, extension, state }) => told.push(`${lineId} ${extension} ${state}`));
    lines.watch(orders, ["102"]);
    expect(told).toEqual([]);
    await lines.open(orders, account);
    lines.watch(orders, ["102"]);
    phone().emitWatched({ extension: "102", state: "free", reason: null });
    expect(told).toEqual(["orders 102 unknown", "orders 102 free"]);
    await lines.close(orders);
    phone().emitWatched({ extension: "102", state: "talking", reason: null });
    expect(told).toHaveLength(2);
  });
});
