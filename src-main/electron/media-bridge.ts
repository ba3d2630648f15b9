import * as z from "zod";
import type { EventPayloadOf, RequestInput, RequestOutput } from "../../src-shared/ipc/define-contract.ts";
import { type MediaContract, mediaContract } from "../../src-shared/ipc/media.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import { type Media, MediaError } from "../core/ports/media.ts";

/** The part of Electron's `MessagePortMain` that is used; a fake one drives the tests. */
export type BridgePort = {
  postMessage(message: unknown): void;
  on(event: "message", listener: (message: { data: unknown }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
};

/** The port `Media`, answered by whichever page was attached last. */
export type MediaBridge = Media & {
  /** A page is there and listens on the other end; requests may be sent from now on. */
  attach(port: BridgePort): void;
  /** The page died: everything asked of it is refused with `media-gone`. */
  detach(): void;
  /** A request ran out of time, and all the while the page said nothing at all: it is there, but hangs. */
  onHung(listener: (name: string) => void): () => void;
};

type RequestName = keyof MediaContract["requests"] & string;
type EventName = keyof MediaContract["events"] & string;
type Pending = {
  readonly name: RequestName;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: MediaError) => void;
  readonly stopTimer: () => void;
};

/** How long a page may think, on top of what the request itself asks it to wait. */
const ANSWER_MS = 10_000;

const FromPage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("reply"), id: z.number().int(), result: z.unknown() }),
  z.object({ type: z.literal("event"), name: z.string(), payload: z.unknown() }),
]);

const ReplyShape = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.string().max(64) }),
]);

export function createMediaBridge(parts: { readonly clock: Clock; readonly log: Log }): MediaBridge {
  return new Bridge(parts);
}

class Bridge implements MediaBridge {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>();
  readonly #aliveListeners = new Set<(alive: boolean) => void>();
  readonly #hungListeners = new Set<(name: string) => void>();
  #port: BridgePort | null = null;
  #isAlive = false;
  #lastId = 0;
  /** How many messages came from pages so far. */
  #heard = 0;

  constructor({ clock, log }: { readonly clock: Clock; readonly log: Log }) {
    this.#clock = clock;
    this.#log = log;
  }

  attach(port: BridgePort): void {
    this.detach();
    this.#port = port;
    port.on("message", ({ data }) => {
      if (port === this.#port) this.#receive(data);
    });
    port.on("close", () => {
      if (port === this.#port) this.detach();
    });
    port.start();
  }

  detach(): void {
    const port = this.#port;
    this.#port = null;
    port?.close();
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { stopTimer, reject } of waiting) {
      stopTimer();
      reject(new MediaError("media-gone"));
    }
    this.#setAlive(false);
  }

  ask<N extends RequestName>(name: N, input: RequestInput<MediaContract, N>): Promise<RequestOutput<MediaContract, N>> {
    const port = this.#port;
    if (port === null) return Promise.reject(new MediaError("media-gone"));
    this.#lastId += 1;
    const id = this.#lastId;
    const heardBefore = this.#heard;
    return new Promise((resolve, reject) => {
      const stopTimer = this.#clock.after(ANSWER_MS + ownWaitMs(input), () => {
        this.#pending.delete(id);
        reject(new MediaError("media-timeout"));
        if (this.#heard === heardBefore) this.#tellHung(name);
      });
      // The output was parsed by the schema of this very name before `resolve` is called.
      this.#pending.set(id, { name, resolve: resolve as (value: unknown) => void, reject, stopTimer });
      port.postMessage({ id, name, input });
    });
  }

  on<N extends EventName>(name: N, listener: (payload: EventPayloadOf<MediaContract, N>) => void): () => void {
    const ofName = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, ofName);
    ofName.add(listener);
    return () => ofName.delete(listener);
  }

  onAlive(listener: (alive: boolean) => void): () => void {
    this.#aliveListeners.add(listener);
    return () => this.#aliveListeners.delete(listener);
  }

  onHung(listener: (name: string) => void): () => void {
    this.#hungListeners.add(listener);
    return () => this.#hungListeners.delete(listener);
  }

  #tellHung(name: string): void {
    for (const listener of [...this.#hungListeners]) listener(name);
  }

  #receive(data: unknown): void {
    this.#heard += 1;
    const message = FromPage.safeParse(data);
    if (!message.success) this.#log.error({}, "media page sent what is no message");
    else if (message.data.type === "reply") this.#settle(message.data.id, message.data.result);
    else this.#announce(message.data.name, message.data.payload);
  }

  #settle(id: number, result: unknown): void {
    const pending = this.#pending.get(id);
    // Nobody waits for it any more: it timed out.
    if (!pending) return;
    this.#pending.delete(id);
    pending.stopTimer();
    const value = read(pending.name, result);
    if (value instanceof MediaError) pending.reject(value);
    else pending.resolve(value);
  }

  #announce(name: string, payload: unknown): void {
    const schema = Object.hasOwn(mediaContract.events, name) ? mediaContract.events[name as EventName] : null;
    const parsed = schema?.safeParse(payload);
    if (!parsed?.success) {
      this.#log.error({ event: name.slice(0, 40) }, "media page announced what is no event");
      return;
    }
    if (name === "media.ready") this.#setAlive(true);
    for (const listener of [...(this.#listeners.get(name as EventName) ?? [])]) listener(parsed.data as never);
  }

  #setAlive(isAlive: boolean): void {
    if (this.#isAlive === isAlive) return;
    this.#isAlive = isAlive;
    for (const listener of [...this.#aliveListeners]) listener(isAlive);
  }
}

/** The parsed output of a reply, or why it is none. */
function read(name: RequestName, result: unknown): unknown {
  const reply = ReplyShape.safeParse(result);
  if (!reply.success) return new MediaError("media-bad-reply", { cause: reply.error });
  if (!reply.data.ok) return new MediaError(reply.data.code);
  const output = mediaContract.requests[name].output.safeParse(reply.data.value);
  return output.success ? output.data : new MediaError("media-bad-reply", { cause: output.error });
}

/** Requests that wait by nature say for how long. */
function ownWaitMs(input: object): number {
  if ("forMs" in input && typeof input.forMs === "number") return input.forMs;
  if ("gatherMs" in input && typeof input.gatherMs === "number") return input.gatherMs;
  return 0;
}
