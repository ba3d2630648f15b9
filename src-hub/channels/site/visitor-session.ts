import type { HubFrame } from "../../../src-shared/site-chat/hub-frames.ts";
import {
  CloseCode,
  HUB_PATIENCE_MS,
  SITE_CHAT_VERSION,
  type SiteRefusalCode,
} from "../../../src-shared/site-chat/site-chat-limits.ts";
import {
  DurableVisitorFrame,
  PassingVisitorFrame,
  VisitorFrame,
  type VisitorHello,
} from "../../../src-shared/site-chat/visitor-frames.ts";
import type { TokenBucket } from "../../telephony/embedded/token-bucket.ts";
import type { SiteDesk } from "./site-desk.ts";
import type { SiteRun } from "./site-run.ts";
import type { RoomSession, VisitorRoom } from "./visitor-room.ts";

/** Frames beyond what is allowed that are still answered; then the socket is closed. */
const MOST_OVER = 200;
const MOST_BAD = 5;
/** Commands under way at once; the widget sends one at a time. */
const MOST_PENDING = 8;

/** The wire under a session. */
export interface SessionWire {
  send(text: string): void;
  /** Bytes that wait to be sent. */
  readonly bufferedBytes: number;
  close(code: number): void;
}

/** A tab that takes nothing any more is let go; it comes back and catches up. */
const MOST_BUFFERED = 512 * 1024;

/** One socket of a widget: says who it is, then talks in its visitor's room. */
export class VisitorSession implements RoomSession {
  readonly address: string;
  readonly #wire: SessionWire;
  readonly #desk: SiteDesk;
  readonly #site: SiteRun;
  readonly #frames: TokenBucket;
  #room: VisitorRoom | null = null;
  #lang: "ru" | "en" = "ru";
  #overCount = 0;
  #badCount = 0;
  #pending = 0;
  #isOver = false;
  #stopPatience: () => void;

  constructor(wire: SessionWire, desk: SiteDesk, site: SiteRun, address: string) {
    this.#wire = wire;
    this.#desk = desk;
    this.#site = site;
    this.address = address;
    this.#frames = desk.limits.newBucket("frame");
    this.#stopPatience = this.#wait();
  }

  get siteKey(): string {
    return this.#site.settings.key;
  }

  get lang(): "ru" | "en" {
    return this.#lang;
  }

  send(frame: HubFrame): void {
    if (this.#isOver) return;
    if (this.#wire.bufferedBytes > MOST_BUFFERED) {
      this.#end(CloseCode.goneAway);
      return;
    }
    this.#wire.send(JSON.stringify(frame));
  }

  /** A frame came. Cheap first: what is too much is not even parsed. */
  hear(text: string): void {
    if (this.#isOver) return;
    if (!this.#frames.take(this.#desk.needs.clock.nowMs())) {
      this.#tooMuch();
      return;
    }
    this.#stopPatience();
    this.#stopPatience = this.#wait();
    const frame = parse(text);
    if (!frame) this.#bad("bad-frame");
    else if (frame.t === "hello") this.#hello(frame);
    else if (!this.#room) this.#bad("hello-first");
    else {
      const durable = DurableVisitorFrame.safeParse(frame);
      if (durable.success) this.#execute(this.#room, durable.data);
      else this.#pass(this.#room, PassingVisitorFrame.parse(frame));
    }
  }

  /** The socket is gone. */
  dispose(): void {
    this.#isOver = true;
    this.#stopPatience();
    this.#room?.leave(this);
    this.#room = null;
  }

  /** The hub goes down. */
  goAway(): void {
    this.#end(CloseCode.goneAway);
  }

  #hello(hello: VisitorHello): void {
    const { needs, limits } = this.#desk;
    const { key } = this.#site.settings;
    if (this.#room) {
      this.#bad("bad-frame");
      return;
    }
    if (hello.v !== SITE_CHAT_VERSION) {
      this.#bar(hello.v < SITE_CHAT_VERSION ? "version-too-old" : "version-too-new", CloseCode.notAllowed);
      return;
    }
    const nowMs = needs.clock.nowMs();
    const known = needs.tokens.read(hello.token, key, nowMs);
    if (!known && !limits.take("newVisitor", this.address)) {
      this.#bar("too-many-visitors", CloseCode.tooMuch);
      return;
    }
    if (known && this.#desk.isBanned(known.visitorId)) {
      this.#bar("too-many-messages", CloseCode.tooMuch);
      return;
    }
    const visitorId = known?.visitorId ?? needs.tokens.newVisitorId();
    const token = known?.isFresh && hello.token ? hello.token : needs.tokens.issue(visitorId, key, nowMs);
    this.#lang = hello.lang;
    this.#room = this.#desk.room(this.#site, visitorId);
    this.#room.join(this, hello, token).catch(needs.onFault);
  }

  #execute(room: VisitorRoom, frame: DurableVisitorFrame): void {
    const { id } = frame;
    if (this.#pending >= MOST_PENDING) {
      this.#refuse(id, "too-many-messages", "later", 1000);
      return;
    }
    this.#pending += 1;
    room
      .execute(this, frame)
      .then(
        (result) => {
          if (result.ok) this.send({ t: "done", id, n: result.value });
          else this.#refuse(id, result.code, result.retry, result.retry === "no" ? 0 : this.#waitMs(result.code));
        },
        (error: unknown) => {
          this.#desk.needs.onFault(error);
          this.#refuse(id, "hub-fault", "later", 5000);
        },
      )
      .finally(() => {
        this.#pending -= 1;
      });
  }

  #pass(room: VisitorRoom, frame: PassingVisitorFrame): void {
    const { onFault } = this.#desk.needs;
    switch (frame.t) {
      case "ping":
        this.send({ t: "pong" });
        break;
      case "typing":
        if (frame.on) room.visitorTypes();
        break;
      case "have":
        room.mark("delivered", frame.n).catch(onFault);
        break;
      case "read":
        room.mark("read", frame.n).catch(onFault);
        break;
      case "history":
        room.history(frame.before).then((older) => this.send(older), onFault);
        break;
      case "page":
        room.keepPage(frame.page).catch(onFault);
        break;
    }
  }

  #tooMuch(): void {
    this.#overCount += 1;
    // Said once: answering a flood would make two of it.
    if (this.#overCount === 1) this.#refuse(null, "too-many-messages", "later", 1000);
    if (this.#overCount <= MOST_OVER) return;
    if (this.#room) this.#desk.ban(this.#room.visitorId);
    this.#end(CloseCode.tooMuch);
  }

  #bad(code: SiteRefusalCode): void {
    this.#refuse(null, code, "no", 0);
    this.#badCount += 1;
    if (this.#badCount >= MOST_BAD) this.#end(CloseCode.notAllowed);
  }

  #bar(code: SiteRefusalCode, closeCode: number): void {
    this.#refuse(null, code, closeCode === CloseCode.tooMuch ? "later" : "no", 0);
    this.#end(closeCode);
  }

  #refuse(id: string | null, code: SiteRefusalCode, retry: "now" | "later" | "no", afterMs: number): void {
    this.send({ t: "refused", id, code, retry, afterMs });
  }

  #waitMs(code: SiteRefusalCode): number {
    return code === "too-many-messages" ? this.#desk.limits.waitMs("message") : 5000;
  }

  #wait(): () => void {
    return this.#desk.needs.clock.after(HUB_PATIENCE_MS, () => this.#end(CloseCode.goneAway));
  }

  #end(code: number): void {
    if (this.#isOver) return;
    this.dispose();
    this.#wire.close(code);
  }
}

function parse(text: string): VisitorFrame | null {
  try {
    const frame = VisitorFrame.safeParse(JSON.parse(text));
    return frame.success ? frame.data : null;
  } catch {
    return null;
  }
}
