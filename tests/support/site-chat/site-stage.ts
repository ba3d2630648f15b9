import type { ChannelIncoming, IntakeReply } from "../../../src-hub/channels/channel.ts";
import { SiteChat } from "../../../src-hub/channels/site/site-chat.ts";
import type { ContactState, SiteContacts } from "../../../src-hub/channels/site/site-contacts.ts";
import { VisitorSession } from "../../../src-hub/channels/site/visitor-session.ts";
import { openDatabase } from "../../../src-hub/db/open-database.ts";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { ChatEngine } from "../../../src-hub/widget/engine/chat-engine.ts";
import type { KeyValueStore, OpenSocket } from "../../../src-hub/widget/engine/ports.ts";
import type { BusinessHours } from "../../../src-shared/domain/distribution/business-hours.ts";
import { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import { FakeClock, settle } from "../fake-clock.ts";

export const SITE = SiteSettings.parse({
  key: "shop-key-1",
  name: "Магазин",
  origins: ["https://shop.example"],
  queueId: "support",
});

/** The queue as a test plays it. */
export class FakeContacts implements SiteContacts {
  current: ContactState = { phase: "idle", operator: null, position: null };
  isOnLine = true;

  state(): ContactState {
    return this.current;
  }

  hours: BusinessHours | null = null;

  isStaffed(): boolean {
    return this.isOnLine;
  }

  takesCalls(): boolean {
    return false;
  }

  hoursOf(): BusinessHours | null {
    return this.hours;
  }
}

/** A network between widgets and the hub: what is under way can be lost at any moment, in both directions. */
export class FakeNetwork {
  readonly #stage: SiteStage;
  readonly #cables = new Set<Cable>();
  isDown = false;

  constructor(stage: SiteStage) {
    this.#stage = stage;
  }

  readonly open: OpenSocket = (events) => {
    const cable = new Cable(this.#stage, events, () => this.#cables.delete(cable));
    this.#cables.add(cable);
    // Never at once: a socket opens after its maker went on.
    if (this.isDown) cable.post(() => cable.break(1006));
    else cable.connect();
    return cable;
  };

  get openCount(): number {
    return this.#cables.size;
  }

  /** Lets up to so many frames through, whichever way they go; everything when left out. */
  async run(most = Number.POSITIVE_INFINITY): Promise<void> {
    for (let count = 0; count < most; count += 1) {
      await this.#stage.rest();
      const busy = [...this.#cables].find((cable) => cable.isBusy);
      if (!busy) return;
      busy.step();
    }
    await this.#stage.rest();
  }

  /** Breaks every link; what is under way never arrives. */
  cut(): void {
    for (const cable of [...this.#cables]) cable.break(1006);
  }
}

class Cable {
  readonly #stage: SiteStage;
  readonly #events: Parameters<OpenSocket>[0];
  readonly #gone: () => void;
  readonly #queue: (() => void)[] = [];
  #session: VisitorSession | null = null;
  #isOver = false;

  constructor(stage: SiteStage, events: Parameters<OpenSocket>[0], gone: () => void) {
    this.#stage = stage;
    this.#events = events;
    this.#gone = gone;
  }

  get isBusy(): boolean {
    return this.#queue.length > 0;
  }

  step(): void {
    this.#queue.shift()?.();
  }

  post(act: () => void): void {
    this.#queue.push(() => {
      if (!this.#isOver) act();
    });
  }

  connect(): void {
    this.post(() => {
      const { desk } = this.#stage.chat;
      const site = desk.site(SITE.key);
      if (!site) throw new Error("no site");
      const wire = {
        bufferedBytes: 0,
        send: (text: string) => this.post(() => this.#events.heard(text)),
        close: (code: number) => this.post(() => this.break(code)),
      };
      this.#session = new VisitorSession(wire, desk, site, "203.0.113.7");
      this.#events.opened();
    });
  }

  send(text: string): void {
    this.post(() => this.#session?.hear(text));
  }

  close(): void {
    this.#end();
  }

  break(code: number): void {
    this.#end();
    this.#events.closed(code);
  }

  #end(): void {
    this.#isOver = true;
    this.#queue.length = 0;
    this.#session?.dispose();
    this.#session = null;
    this.#gone();
  }
}

/** A hub's end of the site chat on a real database, with played time, queue and network. */
export class SiteStage {
  readonly clock = new FakeClock();
  readonly contacts = new FakeContacts();
  readonly network = new FakeNetwork(this);
  readonly told: Extract<ChannelIncoming, { type: "received" }>[] = [];
  readonly passing: ChannelIncoming[] = [];
  intakeReply: (incoming: ChannelIncoming) => IntakeReply = () => ({ ok: true, isReplay: false });
  readonly #db: HubDatabase;
  #chat: SiteChat;

  private constructor(db: HubDatabase, chat: SiteChat) {
    this.#db = db;
    this.#chat = chat;
  }

  static async start(settings: SiteSettings = SITE): Promise<SiteStage> {
    const db = await openDatabase({ file: ":memory:", key: null });
    const stage: SiteStage = new SiteStage(db, undefined as never);
    await stage.#open([settings]);
    return stage;
  }

  get chat(): SiteChat {
    return this.#chat;
  }

  get channel() {
    const channel = this.#chat.bindings[0]?.channel;
    if (!channel) throw new Error("no channel");
    return channel;
  }

  get db(): HubDatabase {
    return this.#db;
  }

  /** The hub's process ends without a word and a new one starts on the same database. */
  async restartHub(): Promise<void> {
    this.network.cut();
    await this.channel.stop();
    await this.rest();
    await this.#open([]);
  }

  /** A page of the site in a browser. */
  openPage(store: KeyValueStore): ChatEngine {
    const { clock } = this;
    return new ChatEngine({
      open: this.network.open,
      store,
      clock: {
        nowMs: () => clock.nowMs(),
        after: (ms, callback) => clock.after(ms, callback),
        random: () => clock.random(),
      },
      lang: "ru",
      page: () => ({ url: "https://shop.example/cart", title: "Корзина", referrer: "", utm: {} }),
      changed: () => undefined,
    });
  }

  /** Lets everything that can happen without the network or time happen. */
  async rest(): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) await settle();
  }

  /** Time passes, and the network carries. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.clock.nowMs() + ms;
    await this.network.run();
    for (let nextAtMs = this.clock.nextAtMs; nextAtMs !== null && nextAtMs <= untilMs; nextAtMs = this.clock.nextAtMs) {
      this.clock.advance(Math.max(0, nextAtMs - this.clock.nowMs()));
      await this.network.run();
    }
    this.clock.advance(untilMs - this.clock.nowMs());
    await this.network.run();
  }

  async stop(): Promise<void> {
    await this.#chat.stop();
    await this.channel.stop();
    await this.#db.destroy();
  }

  async #open(given: readonly SiteSettings[]): Promise<void> {
    const { clock, contacts } = this;
    const onFault = (error: unknown) => {
      throw error;
    };
    this.#chat = await SiteChat.open({ db: this.#db, clock, contacts, onFault }, given);
    await this.channel.start(async (incoming) => {
      const reply = this.intakeReply(incoming);
      if (reply.ok && incoming.type === "received") {
        // As the hub's intake does: the same id again is a replay.
        const isReplay = this.told.some(({ message }) => message === incoming.message);
        if (!isReplay) this.told.push(incoming);
        return { ok: true, isReplay };
      }
      if (incoming.type !== "received") this.passing.push(incoming);
      return reply;
    });
  }
}
