import { WebSocket } from "ws";
import type { SiteEntry } from "../../../src-shared/site-chat/entries.ts";
import { type HubFrame, HubFrame as HubFrameSchema } from "../../../src-shared/site-chat/hub-frames.ts";
import { SITE_CHAT_PATH, SITE_CHAT_VERSION } from "../../../src-shared/site-chat/site-chat-limits.ts";

const AGAIN_MS = 50;
const PAGE = { url: "https://shop.example/", title: "", referrer: "", utm: {} };

type Unsent = { readonly id: string; readonly text: string; readonly done: () => void };

/** A visitor of a site who insists: links again to whichever node is there, and sends each message until it is safe. */
export class Visitor {
  /** Entries by number; a number that came twice with other content, or out of its turn, is a fault. */
  readonly entries: SiteEntry[] = [];
  readonly faults: string[] = [];
  readonly #key: string;
  readonly #name: string;
  readonly #port: () => number;
  readonly #unsent: Unsent[] = [];
  #socket: WebSocket | null = null;
  #token: string | null = null;
  #written = 0;
  #isWelcome = false;
  #isStopped = false;

  /** `port` is asked at each try: any node will do. */
  constructor(name: string, key: string, port: () => number) {
    this.#name = name;
    this.#key = key;
    this.#port = port;
    this.#link();
  }

  /** Settles when the message is safe. */
  write(text: string): Promise<void> {
    this.#written += 1;
    const id = `${this.#name}${String(this.#written).padStart(16, "0")}`;
    return new Promise((done) => {
      this.#unsent.push({ id, text, done });
      if (this.#unsent.length === 1) this.#sendFirst();
    });
  }

  /** What was answered, in order; an answer that came after the end of its contact is the system's. */
  get answers(): readonly string[] {
    return this.entries.flatMap((entry) => (entry.kind === "message" && entry.from !== "visitor" ? [entry.text] : []));
  }

  stop(): void {
    this.#isStopped = true;
    this.#socket?.close();
  }

  #link(): void {
    if (this.#isStopped) return;
    const address = `ws://127.0.0.1:${this.#port()}${SITE_CHAT_PATH}?key=${this.#key}`;
    const socket = new WebSocket(address, { origin: "https://shop.example", handshakeTimeout: 3000 });
    this.#socket = socket;
    this.#isWelcome = false;
    socket.on("error", () => undefined);
    socket.on("open", () => {
      const hello = { t: "hello", v: SITE_CHAT_VERSION, token: this.#token, after: this.entries.length };
      socket.send(JSON.stringify({ ...hello, lang: "ru", page: PAGE }));
    });
    socket.on("message", (data) => this.#hear(HubFrameSchema.parse(JSON.parse(String(data)))));
    socket.on("close", () => {
      this.#isWelcome = false;
      setTimeout(() => this.#link(), AGAIN_MS);
    });
  }

  #hear(frame: HubFrame): void {
    switch (frame.t) {
      case "welcome":
        this.#token = frame.token;
        this.#isWelcome = true;
        this.#take(frame.entries);
        this.#sendFirst();
        return;
      case "entries":
        this.#take(frame.entries);
        return;
      case "done":
        if (this.#unsent[0]?.id !== frame.id) return;
        this.#unsent.shift()?.done();
        this.#sendFirst();
        return;
      case "refused":
        if (frame.retry === "no") this.faults.push(`refused: ${frame.code}`);
        setTimeout(() => this.#sendFirst(), Math.max(AGAIN_MS, frame.afterMs));
        return;
      default:
    }
  }

  #take(entries: readonly SiteEntry[]): void {
    for (const entry of entries) {
      if (entry.n <= this.entries.length) continue;
      if (entry.n !== this.entries.length + 1) this.faults.push(`entry ${entry.n} after ${this.entries.length}`);
      this.entries.push(entry);
    }
  }

  #sendFirst(): void {
    const [first] = this.#unsent;
    if (!first || !this.#isWelcome || this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(JSON.stringify({ t: "message", id: first.id, text: first.text }));
  }
}
