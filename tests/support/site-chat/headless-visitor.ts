import { WebSocket } from "ws";
import { ChatEngine, type ChatState } from "../../../src-hub/widget/engine/chat-engine.ts";
import type { OpenSocket } from "../../../src-hub/widget/engine/ports.ts";
import { SITE_CHAT_PATH } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { memoryStore } from "./memory-store.ts";

export type VisitorPlace = {
  /** The hub as it stands now, which may be another address after a restart. */
  readonly hubUrl: () => string;
  readonly siteKey: string;
  readonly origin: string;
};

/** A visitor of a site with the widget's own engine over a real socket; only what is drawn is left out. */
export class HeadlessVisitor {
  readonly engine: ChatEngine;
  /** What they wrote, in order. */
  readonly written: string[] = [];

  constructor({ hubUrl, siteKey, origin }: VisitorPlace, changed: (state: ChatState) => void = () => undefined) {
    const open: OpenSocket = ({ opened, heard, closed }) => {
      const url = `${hubUrl().replace("http", "ws")}${SITE_CHAT_PATH}?key=${siteKey}`;
      const socket = new WebSocket(url, { headers: { origin } });
      socket.on("open", opened);
      socket.on("message", (data: Buffer) => heard(data.toString("utf8")));
      // The close that follows is what the engine is told.
      socket.on("error", () => undefined);
      socket.on("close", (code) => closed(code));
      return { send: (text) => socket.send(text), close: () => socket.close() };
    };
    this.engine = new ChatEngine({
      open,
      store: memoryStore(),
      clock: {
        nowMs: () => Date.now(),
        after: (ms, callback) => {
          const timer = setTimeout(callback, ms);
          return () => clearTimeout(timer);
        },
        // The shortest wait of those allowed.
        random: () => 0,
      },
      lang: "ru",
      page: () => ({ url: `${origin}/cart`, title: "Корзина", referrer: "", utm: {} }),
      changed,
    });
  }

  write(text: string): void {
    this.written.push(text);
    this.engine.send({ t: "message", text });
  }

  /** The network is there again: no reason to wait on. */
  hurry(): void {
    this.engine.hurry();
  }

  /** Everything written is safe at the hub. */
  get isDone(): boolean {
    return this.engine.state.waiting.length === 0;
  }

  /** What the visitor sees of the operators, in order. */
  get read(): readonly string[] {
    return this.engine.state.conversation.entries.flatMap((entry) =>
      entry.kind === "message" && entry.from === "operator" ? [entry.text] : [],
    );
  }

  close(): void {
    this.engine.stop();
  }
}
