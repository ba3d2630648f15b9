import type { HubFrame } from "../../../src-shared/site-chat/hub-frames.ts";
import { ANSWER_WITHIN_MS, BAN_MS, CloseCode, SILENCE_MS } from "../../../src-shared/site-chat/site-chat-limits.ts";
import type { VisitorFrame, VisitorHello } from "../../../src-shared/site-chat/visitor-frames.ts";
import type { ChatSocket, OpenSocket, WidgetClock } from "./ports.ts";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

export type LinkState = "off" | "connecting" | "open" | "lost" | "barred";

export type LinkEvents = {
  /** What to say first on each new socket. */
  readonly hello: () => VisitorHello;
  readonly heard: (frame: HubFrame) => void;
  readonly changed: (state: LinkState) => void;
};

/** Keeps one socket to the hub alive: comes back with a growing wait, and finds out when the other side is gone. */
export class Link {
  readonly #open: OpenSocket;
  readonly #clock: WidgetClock;
  readonly #events: LinkEvents;
  #state: LinkState = "off";
  #socket: ChatSocket | null = null;
  /** Events of an older socket are nobody's any more. */
  #generation = 0;
  #failures = 0;
  #stopTimer: (() => void) | null = null;

  constructor(open: OpenSocket, clock: WidgetClock, events: LinkEvents) {
    this.#open = open;
    this.#clock = clock;
    this.#events = events;
  }

  get state(): LinkState {
    return this.#state;
  }

  start(): void {
    if (this.#state === "off") this.#connect("connecting");
  }

  /** The machine is online again or the page is looked at: no reason to wait on. */
  hurry(): void {
    if (this.#state === "lost" && this.#failures > 0 && this.#socket === null) this.#connect("lost");
  }

  /** Begins anew with a fresh hello: a gap was found. */
  restart(): void {
    if (this.#socket) this.#drop(1006);
  }

  stop(): void {
    this.#generation += 1;
    this.#socket?.close();
    this.#socket = null;
    this.#setTimer(null);
    this.#become("off");
  }

  /** Whether it went out; it did not when the link is down. */
  send(frame: VisitorFrame): boolean {
    if (this.#state !== "open") return false;
    this.#socket?.send(JSON.stringify(frame));
    return true;
  }

  #connect(state: "connecting" | "lost"): void {
    this.#generation += 1;
    const generation = this.#generation;
    const ifCurrent =
      <Input extends unknown[]>(act: (...input: Input) => void) =>
      (...input: Input) => {
        if (generation === this.#generation) act(...input);
      };
    this.#become(state);
    // A socket that neither opens nor fails is given up, too.
    this.#setTimer(this.#clock.after(ANSWER_WITHIN_MS, () => this.#drop(1006)));
    this.#socket = this.#open({
      opened: ifCurrent(() => this.#socket?.send(JSON.stringify(this.#events.hello()))),
      heard: ifCurrent((text: string) => this.#hear(text)),
      closed: ifCurrent((code: number) => this.#drop(code)),
    });
  }

  #hear(text: string): void {
    const frame = JSON.parse(text) as HubFrame;
    this.#setTimer(this.#clock.after(SILENCE_MS, () => this.#probe()));
    if (frame.t === "welcome") {
      this.#failures = 0;
      this.#become("open");
    }
    this.#events.heard(frame);
  }

  #probe(): void {
    this.send({ t: "ping" });
    this.#setTimer(this.#clock.after(ANSWER_WITHIN_MS, () => this.#drop(1006)));
  }

  #drop(code: number): void {
    this.#generation += 1;
    this.#socket?.close();
    this.#socket = null;
    this.#setTimer(null);
    if (code === CloseCode.notAllowed) {
      this.#become("barred");
      return;
    }
    this.#become("lost");
    const growing = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(10, this.#failures));
    // Spread over half of the wait, or all visitors of a hub that restarts come back in one moment.
    const waitMs = (code === CloseCode.tooMuch ? BAN_MS : growing / 2) + (growing / 2) * this.#clock.random();
    this.#failures += code === CloseCode.tooMuch ? 0 : 1;
    this.#setTimer(this.#clock.after(Math.round(waitMs), () => this.#connect("lost")));
  }

  #setTimer(stop: (() => void) | null): void {
    this.#stopTimer?.();
    this.#stopTimer = stop;
  }

  #become(state: LinkState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#events.changed(state);
  }
}
