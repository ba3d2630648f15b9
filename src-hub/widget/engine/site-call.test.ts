import { beforeEach, describe, expect, test } from "vitest";
import type { CallPorts, Phone, PhoneEvents, TicketAnswer } from "./call-ports.ts";
import { SiteCall } from "./site-call.ts";

const TICKET = { user: "u", password: "p", domain: "d", number: "n", server: "wss://hub/sip", isOwn: true };

class Browser implements CallPorts {
  microphone: "open" | "microphone-denied" = "open";
  answer: TicketAnswer = { ok: true, ticket: TICKET };
  hasScript = true;
  isClosed = false;
  events: PhoneEvents | null = null;
  said: string[] = [];

  async openMicrophone() {
    const close = () => {
      this.isClosed = true;
    };
    return this.microphone === "open" ? { close } : this.microphone;
  }

  async askTicket() {
    return this.answer;
  }

  async loadPhone() {
    return this.hasScript ? this.#start : null;
  }

  readonly #start = (_ticket: unknown, _microphone: unknown, events: PhoneEvents): Phone => {
    this.events = events;
    return {
      setMuted: (isMuted) => void this.said.push(isMuted ? "mute" : "unmute"),
      sendKey: (key) => void this.said.push(key),
      hangUp: () => void this.said.push("hang up"),
    };
  };
}

const waiting = { phase: "waiting", operator: null, position: 2 } as const;
const talking = { phase: "talking", operator: "Марина", position: null } as const;
const over = { phase: "over", operator: null, position: null } as const;

let browser: Browser;
let nowMs: number;
let timers: (() => void)[];
let call: SiteCall;

beforeEach(() => {
  browser = new Browser();
  nowMs = 1000;
  timers = [];
  const after = (_delayMs: number, act: () => void) => {
    timers.push(act);
    return () => undefined;
  };
  call = new SiteCall({ ports: browser, clock: { nowMs: () => nowMs, after }, changed: () => undefined });
});

describe("a call from the page", () => {
  test("waits, talks and lasts; both ends are told apart", async () => {
    await call.start();
    expect(call.state.phase).toBe("connecting");
    call.heard(waiting);
    expect(call.state).toMatchObject({ phase: "waiting", position: 2 });
    browser.events?.connected();
    call.heard(talking);
    expect(call.state).toMatchObject({ phase: "talking", operator: "Марина", talkingSinceMs: 1000 });
    nowMs += 65_000;
    browser.events?.ended("over");
    expect(call.state).toMatchObject({ phase: "ended", end: "by-operator", lastedMs: 65_000 });
    expect(browser.isClosed).toBe(true);
    call.forget();
    expect(call.state.phase).toBe("idle");
  });

  test("on a PBX that plays music the talk begins with the hub's word, not with the sound", async () => {
    browser.answer = { ok: true, ticket: { ...TICKET, isOwn: false } };
    await call.start();
    browser.events?.connected();
    expect(call.state.phase).toBe("waiting");
    call.heard(talking);
    expect(call.state.phase).toBe("talking");
    call.heard(waiting);
    expect(call.state).toMatchObject({ phase: "waiting", talkingSinceMs: null });
  });

  test("who was answered and left before the sound was there is not told that nobody answered", async () => {
    browser.answer = { ok: true, ticket: { ...TICKET, isOwn: false } };
    for (const [words, end] of [
      [[talking], "by-operator"],
      [[talking, waiting], "not-answered"],
    ] as const) {
      await call.start();
      for (const word of words) call.heard(word);
      browser.events?.ended("over");
      expect(call.state).toMatchObject({ phase: "ended", end, lastedMs: null });
    }
  });

  test.for([
    ["no microphone", { microphone: "microphone-denied" }, "microphone-denied"],
    ["no script", { hasScript: false }, "script"],
    ["a closed queue", { answer: { ok: false, code: "queue-closed" } }, "queue-closed"],
  ] as const)("%s: it ends with the reason, and the microphone is closed", async ([, given, end]) => {
    Object.assign(browser, given);
    await call.start();
    expect(call.state).toMatchObject({ phase: "ended", end });
    expect(browser.isClosed).toBe(browser.microphone === "open");
    expect(browser.events).toBeNull();
  });

  test("who hangs up while it is asked for is not called", async () => {
    const started = call.start();
    call.hangUp();
    await started;
    expect(call.state).toMatchObject({ phase: "ended", end: "by-visitor" });
    expect(browser.isClosed).toBe(true);
    expect(browser.events).toBeNull();
  });

  test("what an older call still tells changes nothing", async () => {
    await call.start();
    const { events } = browser;
    call.hangUp();
    await call.start();
    events?.ended("lost");
    events?.connected();
    expect(call.state.phase).toBe("connecting");
    expect(browser.said).toEqual(["hang up"]);
  });

  test("an end that only the hub knows of is an end, a moment later", async () => {
    await call.start();
    browser.events?.connected();
    call.heard(over);
    expect(call.state.phase).toBe("talking");
    for (const act of timers) act();
    expect(call.state).toMatchObject({ phase: "ended", end: "by-operator" });
  });

  test("a lost link is told, and the talk goes on when it is back", async () => {
    await call.start();
    browser.events?.connected();
    browser.events?.linkChanged(false);
    expect(call.state).toMatchObject({ phase: "talking", isLost: true });
    browser.events?.linkChanged(true);
    expect(call.state.isLost).toBe(false);
    browser.events?.ended("lost");
    expect(call.state.end).toBe("lost");
  });

  test("a microphone that gives nothing, and silence of the other side, are said; mute is no fault", async () => {
    await call.start();
    browser.events?.connected();
    const sound = (seconds: number, ownLevel: number, isHearing: boolean) => {
      for (let count = 0; count < seconds; count += 1) browser.events?.sounded({ ownLevel, isHearing });
    };
    sound(7, 0, true);
    expect(call.state.hint).toBeNull();
    sound(1, 0, true);
    expect(call.state.hint).toBe("not-heard");
    call.setMuted(true);
    sound(20, 0, true);
    expect(call.state.hint).toBeNull();
    call.setMuted(false);
    sound(1, 0.2, true);
    sound(60, 0, true);
    expect(call.state.hint).toBeNull();
    sound(4, 0, false);
    expect(call.state.hint).toBe("not-hearing");
    sound(1, 0, true);
    expect(call.state.hint).toBeNull();
  });
});
