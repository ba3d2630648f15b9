import { describe, expect, it } from "vitest";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import type { Log } from "../core/ports/log.ts";
import { type BridgePort, createMediaBridge } from "./media-bridge.ts";

type Sent = { readonly id: number; readonly name: string; readonly input: unknown };

class FakePort implements BridgePort {
  readonly sent: Sent[] = [];
  isClosed = false;
  readonly #onMessage = new Set<(message: { data: unknown }) => void>();
  readonly #onClose = new Set<() => void>();

  postMessage(message: unknown): void {
    this.sent.push(message as Sent);
  }
  on(event: "message" | "close", listener: ((message: { data: unknown }) => void) | (() => void)): void {
    if (event === "message") this.#onMessage.add(listener);
    else this.#onClose.add(listener as () => void);
  }
  start(): void {}
  close(): void {
    this.isClosed = true;
  }
  say(data: unknown): void {
    for (const listener of this.#onMessage) listener({ data });
  }
  die(): void {
    for (const listener of this.#onClose) listener();
  }
}

const errors: string[] = [];
const log: Log = { error: (_fields, words) => errors.push(words), warn() {}, info() {}, debug() {} };

function setUp() {
  errors.length = 0;
  const clock = new FakeClock();
  const bridge = createMediaBridge({ clock, log });
  const port = new FakePort();
  const alive: boolean[] = [];
  const hung: string[] = [];
  bridge.onHung((name) => hung.push(name));
  bridge.onAlive((isAlive) => alive.push(isAlive));
  bridge.attach(port);
  return { clock, bridge, port, alive, hung };
}

const ready = { type: "event", name: "media.ready", payload: { microphone: "live" } };

describe("media bridge", () => {
  it("asks by number and answers with the parsed output", async () => {
    const { bridge, port } = setUp();
    const first = bridge.ask("media.send-dtmf", { mediaId: "a", tones: "1" });
    const second = bridge.ask("media.send-dtmf", { mediaId: "b", tones: "2" });
    const [one, two] = port.sent;
    port.say({ type: "reply", id: two?.id, result: { ok: true, value: { sent: false } } });
    port.say({ type: "reply", id: one?.id, result: { ok: true, value: { sent: true, more: 1 } } });
    expect(await first).toEqual({ sent: true });
    expect(await second).toEqual({ sent: false });
  });

  it("throws the page's refusal, and a bad reply, by their code", async () => {
    const { bridge, port } = setUp();
    const refused = bridge.ask("media.apply", { mediaId: "a", sdp: "x" });
    port.say({ type: "reply", id: 1, result: { ok: false, code: "bad-sdp", retry: "no" } });
    await expect(refused).rejects.toMatchObject({ name: "MediaError", code: "bad-sdp" });
    const wrong = bridge.ask("media.send-dtmf", { mediaId: "a", tones: "1" });
    port.say({ type: "reply", id: 2, result: { ok: true, value: { sent: "yes" } } });
    await expect(wrong).rejects.toMatchObject({ code: "media-bad-reply" });
    const odd = bridge.ask("media.rollback", { mediaId: "a" });
    port.say({ type: "reply", id: 3, result: "done" });
    await expect(odd).rejects.toMatchObject({ code: "media-bad-reply" });
  });

  it("gives up after its time, longer when the request itself waits, and leaves no timer", async () => {
    const { clock, bridge } = setUp();
    const codes: string[] = [];
    const note = (what: string) => (error: { code: string }) => codes.push(`${what} ${error.code}`);
    bridge.ask("media.rollback", { mediaId: "a" }).catch(note("short"));
    bridge.ask("media.listen-for-tone", { mediaId: "a", hz: 440, forMs: 5000 }).catch(note("long"));
    await clock.run(10_000);
    expect(codes).toEqual(["short media-timeout"]);
    await clock.run(5_000);
    expect(codes).toEqual(["short media-timeout", "long media-timeout"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("tells a page that hangs from one that is only late with one answer", async () => {
    const { clock, bridge, port, hung } = setUp();
    port.say(ready);
    const late = bridge.ask("media.rollback", { mediaId: "a" }).catch((error: { code: string }) => error.code);
    await clock.run(9_000);
    port.say({ type: "event", name: "media.levelled", payload: { mediaId: "b", out: 0, in: 0 } });
    await clock.run(1_000);
    expect(await late).toBe("media-timeout");
    expect(hung).toEqual([]);
    const lost = bridge.ask("media.rollback", { mediaId: "a" }).catch((error: { code: string }) => error.code);
    await clock.run(10_000);
    expect(await lost).toBe("media-timeout");
    expect(hung).toEqual(["media.rollback"]);
  });

  it("says media-gone at once without a page, and to all who wait when the page dies", async () => {
    const { clock, bridge, port, alive } = setUp();
    port.say(ready);
    const waiting = [1, 2, 3].map(() => bridge.ask("media.rollback", { mediaId: "a" }));
    port.die();
    for (const one of waiting) await expect(one).rejects.toMatchObject({ code: "media-gone" });
    await expect(bridge.ask("media.rollback", { mediaId: "a" })).rejects.toMatchObject({ code: "media-gone" });
    expect(alive).toEqual([true, false]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("lives again with the next page, and no longer hears the old one", async () => {
    const { bridge, port, alive } = setUp();
    port.say(ready);
    const next = new FakePort();
    bridge.attach(next);
    expect(port.isClosed).toBe(true);
    const levels: unknown[] = [];
    bridge.on("media.levelled", (level) => levels.push(level));
    port.say({ type: "event", name: "media.levelled", payload: { mediaId: "old", out: 0, in: 0 } });
    next.say(ready);
    next.say({ type: "event", name: "media.levelled", payload: { mediaId: "new", out: 0, in: 1 } });
    expect(levels).toEqual([{ mediaId: "new", out: 0, in: 1 }]);
    expect(alive).toEqual([true, false, true]);
  });

  it("drops and reports what is no message or no event", () => {
    const { bridge, port } = setUp();
    bridge.on("media.levelled", () => {
      throw new Error("must not be called");
    });
    for (const data of [
      null,
      "text",
      { type: "event", name: "__proto__", payload: {} },
      { type: "event", name: "media.levelled", payload: { mediaId: "a", out: 7, in: 0 } },
      { type: "other" },
    ])
      port.say(data);
    expect(errors).toHaveLength(5);
  });
});
