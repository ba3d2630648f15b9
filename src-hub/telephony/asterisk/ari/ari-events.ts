import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import type { HubClock } from "../../../clock.ts";
import { AriError } from "./ari-error.ts";
import { type AriEvent, readAriFrame } from "./ari-objects.ts";
import { type AriSettings, ariEventsUrl, authorizationOf } from "./ari-settings.ts";

/** Times of the events' WebSocket, in ms. */
export type AriPatience = {
  readonly handshakeMs: number;
  readonly pingEveryMs: number;
  /** Within so long after the PBX took it, what the hub said to itself has come back, or the events are asked for anew. */
  readonly hearWithinMs: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
};

export const ARI_PATIENCE: AriPatience = {
  handshakeMs: 5_000,
  pingEveryMs: 4_000,
  hearWithinMs: 3_000,
  firstRetryMs: 200,
  longestRetryMs: 5_000,
};

/** Why the events do not come: `refused` by the PBX (wrong user or password, ARI off), or it is not reached. */
export type AriLoss = "refused" | "unreachable";

export interface AriEventsListener {
  /** The application is registered: events come from here on. */
  opened(): void;
  event(event: AriEvent): void;
  /** Says something to the application by REST, so that it comes back as an event of this name. */
  say?(name: string): Promise<void>;
  /** Told once for each time the events cease, or do not begin; they are asked for again by themselves. */
  lost(reason: AriLoss): void;
}

/** How many frames were left alone, and why; `heard`: how often the hub heard itself. */
export type AriCounts = {
  readonly unknown: number;
  readonly garbage: number;
  readonly repeated: number;
  readonly heard: number;
};

const MOST_BYTES = 1024 * 1024;
/** How far apart a frame and its repetition may lie. */
const REMEMBERED = 64;

/**
 * The events of one Stasis application.
 *
 * ```
 *  connecting --open--> open --close, error, two pings unanswered--> waiting --back-off--> connecting
 *      +------------ refused, unreachable, too slow --------------------^
 * ```
 * The back-off doubles from `firstRetryMs` to `longestRetryMs`, less up to a quarter by chance, so that nodes of one hub
 * do not come at once.
 *
 * An open WebSocket is no proof: Asterisk counts applications by name, and who comes in the moment in which a connection of
 * before leaves (one time in twenty) is put to sleep with it: callers would hear music, and no phone be known, for ever.
 * Therefore the hub says something to itself with every ping; when it is not heard the events are asked for anew.
 */
export class AriEvents {
  readonly #settings: AriSettings;
  readonly #clock: Pick<HubClock, "after">;
  readonly #listener: AriEventsListener;
  readonly #patience: AriPatience;
  readonly #counts = { unknown: 0, garbage: 0, repeated: 0, heard: 0 };
  readonly #recent = new Set<string>();
  #socket: WebSocket | null = null;
  #isHeard = false;
  #isReplaced = false;
  #tries = 0;
  #isClosed = false;
  #stopTimer: () => void = () => undefined;
  /** What was said to itself and not heard yet. */
  #said: string | null = null;
  #stopListening: () => void = () => undefined;

  constructor(
    settings: AriSettings,
    clock: Pick<HubClock, "after">,
    listener: AriEventsListener,
    patience: AriPatience = ARI_PATIENCE,
  ) {
    this.#settings = settings;
    this.#clock = clock;
    this.#listener = listener;
    this.#patience = patience;
    this.#connect();
  }

  get counts(): AriCounts {
    return { ...this.#counts };
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Drops the connection and makes a new one, after the back-off. */
  renew(): void {
    this.#socket?.terminate();
  }

  /** Lets the events go, for good. */
  close(): void {
    this.#isClosed = true;
    this.#stopTimer();
    this.#stopListening();
    this.#socket?.close(1000);
    this.#socket = null;
  }

  #connect(): void {
    const socket = new WebSocket(ariEventsUrl(this.#settings), {
      headers: { authorization: authorizationOf(this.#settings) },
      handshakeTimeout: this.#patience.handshakeMs,
      maxPayload: MOST_BYTES,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.#socket = socket;
    let reason: AriLoss = "unreachable";
    socket.on("open", () => this.#opened(socket));
    socket.on("unexpected-response", (request) => {
      reason = "refused";
      request.destroy();
      socket.terminate();
    });
    socket.on("pong", () => {
      this.#isHeard = true;
    });
    socket.on("message", (data, isBinary) =>
      this.#read(Buffer.isBuffer(data) && !isBinary ? data.toString("utf8") : ""),
    );
    // What went wrong is told by the close that follows.
    socket.on("error", () => undefined);
    socket.on("close", () => this.#lost(socket, reason));
  }

  #opened(socket: WebSocket): void {
    if (this.#isClosed) {
      socket.close(1000);
      return;
    }
    this.#tries = 0;
    this.#isHeard = true;
    this.#isReplaced = false;
    this.#said = null;
    this.#watch(socket);
    this.#listener.opened();
  }

  /** A PBX that says nothing for two pings is not there any more, whatever TCP says. */
  #watch(socket: WebSocket): void {
    this.#stopTimer = this.#clock.after(this.#patience.pingEveryMs, () => {
      if (!this.#isHeard) {
        socket.terminate();
        return;
      }
      this.#isHeard = false;
      socket.ping();
      void this.#hearItself(socket);
      this.#watch(socket);
    });
  }

  async #hearItself(socket: WebSocket): Promise<void> {
    if (!this.#listener.say || this.#said !== null || this.#isReplaced) return;
    const name = `tandem-hears-${randomUUID()}`;
    const isDeaf = () => this.#said === name && this.#socket === socket && !this.#isReplaced;
    this.#said = name;
    try {
      await this.#listener.say(name);
      if (!isDeaf()) return;
      this.#stopListening = this.#clock.after(this.#patience.hearWithinMs, () => {
        if (isDeaf()) socket.terminate();
      });
    } catch (error) {
      // It knows no such application; whatever else is wrong with its REST interface says nothing of the events.
      if (isDeaf() && error instanceof AriError && error.code === "gone") socket.terminate();
      else if (this.#said === name) this.#said = null;
    }
  }

  #read(text: string): void {
    this.#isHeard = true;
    // Who listens to a channel and to its endpoint is told everything twice, word for word and with the same time.
    if (this.#recent.has(text)) {
      this.#counts.repeated += 1;
      return;
    }
    this.#recent.add(text);
    const [oldest] = this.#recent;
    if (this.#recent.size > REMEMBERED && oldest !== undefined) this.#recent.delete(oldest);
    const frame = readAriFrame(text);
    if (frame.kind !== "event") this.#counts[frame.kind] += 1;
    else if (frame.event.type === "ChannelUserevent") this.#heardItself(frame.event.eventname);
    else if (!this.#isClosed) {
      // Whoever has the events now is another hub: two that took them from each other in turn would serve nobody.
      if (frame.event.type === "ApplicationReplaced") this.#isReplaced = true;
      this.#listener.event(frame.event);
    }
  }

  #heardItself(name: string): void {
    if (this.#said !== name) return;
    this.#said = null;
    this.#counts.heard += 1;
    this.#stopListening();
  }

  #lost(socket: WebSocket, reason: AriLoss): void {
    if (this.#isClosed || this.#socket !== socket) return;
    this.#stopTimer();
    this.#stopListening();
    this.#socket = null;
    const { firstRetryMs, longestRetryMs } = this.#patience;
    const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(this.#tries, 10));
    this.#tries += 1;
    this.#stopTimer = this.#clock.after(delayMs * (1 - Math.random() / 4), () => this.#connect());
    this.#listener.lost(reason);
  }
}
