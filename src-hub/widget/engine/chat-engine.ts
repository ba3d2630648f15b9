import type { PageVisit, SiteEntry } from "../../../src-shared/site-chat/entries.ts";
import type { HubFrame, SiteFace, SiteMarks, SiteStatus } from "../../../src-shared/site-chat/hub-frames.ts";
import type { SiteCallState } from "../../../src-shared/site-chat/site-call.ts";
import {
  SITE_CHAT_VERSION,
  type SiteRefusalCode,
  TYPING_LIVES_MS,
} from "../../../src-shared/site-chat/site-chat-limits.ts";
import type { DurableVisitorFrame } from "../../../src-shared/site-chat/visitor-frames.ts";
import { append, type Conversation, lastNumber, NO_CONVERSATION, prepend, unreadAfter } from "./conversation.ts";
import { Link, type LinkState } from "./link.ts";
import { type Draft, Outbox } from "./outbox.ts";
import type { KeyValueStore, OpenSocket, WidgetClock } from "./ports.ts";

/** A command the hub refused for good; the visitor may send it again or drop it. */
export type FailedCommand = { readonly frame: DurableVisitorFrame; readonly code: SiteRefusalCode };

/** Everything the view draws, except what is being typed. */
export type ChatState = {
  readonly link: LinkState;
  readonly barredBy: SiteRefusalCode | null;
  readonly conversation: Conversation;
  readonly isLoadingOlder: boolean;
  readonly waiting: readonly DurableVisitorFrame[];
  readonly failed: readonly FailedCommand[];
  readonly status: SiteStatus | null;
  readonly marks: SiteMarks;
  readonly face: SiteFace | null;
  readonly isOperatorTyping: boolean;
  readonly unread: number;
};

export type EngineNeeds = {
  readonly open: OpenSocket;
  readonly store: KeyValueStore;
  readonly clock: WidgetClock;
  readonly lang: "ru" | "en";
  readonly page: () => PageVisit;
  readonly changed: (state: ChatState) => void;
  /** How the visitor's call stands in the hub's queue. */
  readonly called?: (call: SiteCallState) => void;
};

/** The widget without its looks: one conversation with the hub, kept over cuts, reloads and tabs. */
export class ChatEngine {
  readonly #needs: EngineNeeds;
  readonly #outbox: Outbox;
  readonly #link: Link;
  #state: ChatState;
  #inFlight: string | null = null;
  #stopRetry: (() => void) | null = null;
  #stopTyping: (() => void) | null = null;
  #typingSaidAtMs = Number.NEGATIVE_INFINITY;
  #readNumber: number;

  constructor(needs: EngineNeeds) {
    this.#needs = needs;
    const { store, clock } = needs;
    this.#outbox = new Outbox(store, "out.", clock);
    this.#readNumber = Number(store.read("read") ?? 0);
    this.#link = new Link(needs.open, clock, {
      hello: () => ({
        t: "hello",
        v: SITE_CHAT_VERSION,
        token: store.read("token"),
        after: lastNumber(this.#state.conversation),
        lang: needs.lang,
        page: needs.page(),
      }),
      heard: (frame) => this.#hear(frame),
      changed: (link) => this.#linkChanged(link),
    });
    this.#state = {
      link: "off",
      barredBy: null,
      conversation: NO_CONVERSATION,
      isLoadingOlder: false,
      waiting: this.#outbox.list(),
      failed: [],
      status: null,
      marks: { delivered: 0, read: 0 },
      face: null,
      isOperatorTyping: false,
      unread: 0,
    };
  }

  get state(): ChatState {
    return this.#state;
  }

  /** The token files are sent with; null before the first welcome. */
  get token(): string | null {
    return this.#needs.store.read("token");
  }

  /** Whether there is something to connect for before the visitor asks: a conversation begun, or something unsent. */
  get hasBegun(): boolean {
    return this.#needs.store.read("begun") !== null || this.#outbox.list().length > 0;
  }

  start(): void {
    this.#link.start();
  }

  stop(): void {
    this.#stopRetry?.();
    this.#stopTyping?.();
    this.#link.stop();
  }

  hurry(): void {
    this.#link.hurry();
  }

  /** Another tab of the same visitor changed what is kept. */
  storeChanged(): void {
    this.#outbox.reload();
    this.#readNumber = Math.max(this.#readNumber, Number(this.#needs.store.read("read") ?? 0));
    if (this.hasBegun) this.start();
    this.#set({});
    this.#pump();
  }

  /** Sends a command for certain: now, or when the link is back, or from the next page. */
  send(draft: Draft): string {
    const { id } = this.#outbox.add(draft);
    this.#needs.store.write("begun", "1");
    this.#typingSaidAtMs = Number.NEGATIVE_INFINITY;
    this.#set({});
    this.start();
    this.#pump();
    return id;
  }

  /** A refused command once more, as a new one. */
  sendAgain({ frame }: FailedCommand): void {
    const { id, ...draft } = frame;
    this.drop(id);
    this.send(draft);
  }

  drop(id: string): void {
    this.#set({ failed: this.#state.failed.filter(({ frame }) => frame.id !== id) });
  }

  /** The visitor is typing: said at most every half of the time the mark lives. */
  typed(isEmpty: boolean): void {
    const nowMs = this.#needs.clock.nowMs();
    const isDue = nowMs - this.#typingSaidAtMs >= TYPING_LIVES_MS / 2;
    if (isEmpty ? Number.isFinite(this.#typingSaidAtMs) : isDue) {
      this.#link.send({ t: "typing", on: !isEmpty });
      this.#typingSaidAtMs = isEmpty ? Number.NEGATIVE_INFINITY : nowMs;
    }
  }

  /** Everything held was looked at. */
  sawAll(): void {
    const last = lastNumber(this.#state.conversation);
    if (last <= this.#readNumber) return;
    this.#readNumber = last;
    this.#needs.store.write("read", String(last));
    this.#link.send({ t: "read", n: last });
    this.#set({});
  }

  loadOlder(): void {
    const first = this.#state.conversation.entries[0]?.n;
    if (!first || this.#state.isLoadingOlder || !this.#state.conversation.hasOlder) return;
    if (this.#link.send({ t: "history", before: first })) this.#set({ isLoadingOlder: true });
  }

  pageChanged(): void {
    this.#link.send({ t: "page", page: this.#needs.page() });
  }

  #linkChanged(link: LinkState): void {
    if (link !== "open") {
      this.#inFlight = null;
      this.#stopRetry?.();
      this.#stopRetry = null;
      this.#typingSaidAtMs = Number.NEGATIVE_INFINITY;
    }
    this.#set({ link, isOperatorTyping: false, isLoadingOlder: false });
  }

  #hear(frame: HubFrame): void {
    switch (frame.t) {
      case "welcome":
        this.#welcome(frame);
        break;
      case "entries":
        this.#forgetSent(frame.entries);
        this.#take(append(this.#state.conversation, frame.entries));
        this.#pump();
        break;
      case "older": {
        const conversation = prepend(this.#state.conversation, frame.entries, frame.hasOlder);
        this.#set({ conversation, isLoadingOlder: false });
        break;
      }
      case "done":
        this.#settle(frame.id);
        this.#pump();
        break;
      case "refused":
        this.#refused(frame);
        break;
      case "status":
        this.#set({ status: frame.status });
        break;
      case "call":
        this.#needs.called?.(frame.call);
        break;
      case "marks":
        this.#set({ marks: frame.marks });
        break;
      case "typing":
        this.#operatorTyping(frame.on);
        break;
      default:
    }
  }

  #welcome(frame: Extract<HubFrame, { t: "welcome" }>): void {
    const { store } = this.#needs;
    store.write("token", frame.token);
    store.write("face", JSON.stringify(frame.face));
    const { status, marks, face, hasOlder } = frame;
    const held: Conversation = frame.isWhole ? this.#state.conversation : { ...NO_CONVERSATION };
    const conversation = append(held, frame.entries) ?? { entries: frame.entries, hasOlder };
    // Of a whole answer only the first one knows what lies before it.
    const isFirst = !frame.isWhole || held.entries.length === 0;
    const last = lastNumber(conversation);
    // The hub forgot this visitor (the token ran out, the data were erased): its numbers begin anew.
    if (this.#readNumber > last) this.#readNumber = 0;
    if (last > 0) {
      store.write("begun", "1");
      this.#link.send({ t: "have", n: last });
      if (this.#readNumber > 0) this.#link.send({ t: "read", n: this.#readNumber });
    }
    this.#forgetSent(frame.entries);
    this.#set({ status, marks, face, conversation: isFirst ? { ...conversation, hasOlder } : conversation });
    this.#pump();
  }

  /** What stands in the conversation is no longer on its way, whoever sent it. */
  #forgetSent(entries: readonly SiteEntry[]): void {
    for (const entry of entries) {
      if (entry.kind !== "message" || entry.from !== "visitor") continue;
      this.#outbox.remove(entry.id);
      if (this.#inFlight === entry.id) this.#inFlight = null;
    }
  }

  #take(conversation: Conversation | null): void {
    if (!conversation) {
      this.#link.restart();
      return;
    }
    this.#link.send({ t: "have", n: lastNumber(conversation) });
    this.#set({ conversation, isOperatorTyping: false });
  }

  #refused({ id, code, retry, afterMs }: Extract<HubFrame, { t: "refused" }>): void {
    if (id === null) {
      if (this.#link.state !== "open") this.#set({ barredBy: code });
      return;
    }
    if (this.#inFlight !== id) return;
    if (retry === "no") {
      const frame = this.#outbox.list().find((one) => one.id === id);
      this.#settle(id);
      if (frame) this.#set({ failed: [...this.#state.failed, { frame, code }] });
      this.#pump();
      return;
    }
    // Those behind it wait, too: they were written later and must stay so.
    this.#stopRetry = this.#needs.clock.after(afterMs, () => {
      this.#stopRetry = null;
      this.#inFlight = null;
      this.#pump();
    });
  }

  #settle(id: string): void {
    this.#outbox.remove(id);
    if (this.#inFlight === id) this.#inFlight = null;
    this.#set({});
  }

  /** One at a time: the next goes when the one before is safe, so a cut at any moment keeps the order. */
  #pump(): void {
    if (this.#inFlight !== null) return;
    const next = this.#outbox.list()[0];
    if (next && this.#link.send(next)) this.#inFlight = next.id;
  }

  #operatorTyping(isOn: boolean): void {
    this.#stopTyping?.();
    this.#stopTyping = isOn
      ? this.#needs.clock.after(TYPING_LIVES_MS, () => this.#set({ isOperatorTyping: false }))
      : null;
    this.#set({ isOperatorTyping: isOn });
  }

  #set(change: Partial<ChatState>): void {
    const next = { ...this.#state, ...change, waiting: this.#outbox.list() };
    this.#state = { ...next, unread: unreadAfter(next.conversation, this.#readNumber) };
    this.#needs.changed(this.#state);
  }
}
