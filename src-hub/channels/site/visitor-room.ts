import { CustomerLanguage } from "../../../src-shared/domain/distribution/text-rules.ts";
import { dialTarget } from "../../../src-shared/domain/phone-number.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import { isCallBackWindow } from "../../../src-shared/site-chat/call-back-windows.ts";
import type { PageVisit, SiteEntry, SiteFile } from "../../../src-shared/site-chat/entries.ts";
import type { HubFrame, SiteFace, SiteMarks, SiteStatus } from "../../../src-shared/site-chat/hub-frames.ts";
import type { SiteCallState } from "../../../src-shared/site-chat/site-call.ts";
import type { SiteCallBack } from "../../../src-shared/site-chat/site-call-back.ts";
import type { SiteRefusalCode } from "../../../src-shared/site-chat/site-chat-limits.ts";
import type { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import type { DurableVisitorFrame, VisitorHello } from "../../../src-shared/site-chat/visitor-frames.ts";
import { SerialQueue } from "../../log/serial-queue.ts";
import { Mailbox } from "./mailbox.ts";
import type { NewEntry, UntoldEntry } from "./mailbox-store.ts";
import type { ContactNote } from "./site-contacts.ts";
import type { SiteLimits } from "./site-limits.ts";
import type { DeskNeeds, SiteRun } from "./site-run.ts";
import { maskNumber } from "./visitor-words.ts";

/** One open socket of a visitor, as the room sees it. */
export interface RoomSession {
  readonly lang: "ru" | "en";
  readonly address: string;
  send(frame: HubFrame): void;
}

/** What rooms share. */
export interface RoomDesk {
  readonly needs: DeskNeeds;
  readonly limits: SiteLimits;
  staffing(settings: SiteSettings): Pick<SiteStatus, "isStaffed" | "opensAtMs" | "canCall">;
  /** How it stands with a call of the visitor; null: there is none. */
  callOf(siteKey: string, visitorId: string): SiteCallState | null;
  faceOf(settings: SiteSettings, lang: "ru" | "en"): SiteFace;
  fileOf(visitorId: string, fileId: string): Promise<SiteFile | null>;
  /** The call-back this visitor waits for; null: none. */
  callBackOf(visitor: { readonly siteKey: string; readonly visitorId: string }): SiteCallBack | null;
  /** Nobody may be in the room any more. */
  release(room: VisitorRoom): void;
}

/** A message of the operator's side for the visitor. */
export type ForVisitor = {
  readonly entryId: string;
  readonly from: "operator" | "system";
  readonly author: string | null;
  readonly text: string;
  readonly file: SiteFile | null;
};

/**
 * Everything about one visitor while somebody has to do with them: the mailbox, the open tabs, what the queue says. One
 * job after another, so that what a tab is sent has the order of the mailbox.
 */
export class VisitorRoom {
  readonly visitorId: string;
  readonly #site: SiteRun;
  readonly #desk: RoomDesk;
  readonly #mailbox: Mailbox;
  readonly #jobs = new SerialQueue();
  readonly #sessions = new Set<RoomSession>();
  #pendingJobs = 0;

  constructor(visitorId: string, site: SiteRun, desk: RoomDesk) {
    this.visitorId = visitorId;
    this.#site = site;
    this.#desk = desk;
    this.#mailbox = new Mailbox(visitorId, site.settings.key, desk.needs);
  }

  get siteKey(): string {
    return this.#site.settings.key;
  }

  /** Whether anybody is here, or anything is under way. */
  get isEmpty(): boolean {
    return this.#sessions.size === 0 && this.#pendingJobs === 0;
  }

  /**
   * Whoever asks a room one thing after another does it in here: else it may be forgotten between two of them, and the next
   * who comes gets another room, whose mailbox counts entries of its own.
   */
  async keptWhile<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#pendingJobs += 1;
    try {
      return await work();
    } finally {
      this.#pendingJobs -= 1;
      this.#desk.release(this);
    }
  }

  /** Lets a tab in: it gets what it misses, then everything that happens. */
  join(session: RoomSession, hello: VisitorHello, token: string): Promise<void> {
    return this.#run(async () => {
      const { entries, ...catchup } = await this.#mailbox.catchUp(hello.after);
      session.send({
        t: "welcome",
        v: hello.v,
        token,
        hubTimeMs: this.#desk.needs.clock.nowMs(),
        ...catchup,
        entries: [...entries],
        status: this.#status(),
        marks: this.#marks(),
        face: this.#desk.faceOf(this.#site.settings, session.lang),
      });
      this.#sessions.add(session);
      const call = this.#desk.callOf(this.siteKey, this.visitorId);
      if (call) session.send({ t: "call", call });
      this.#mailbox.speaks(session.lang);
      await this.#mailbox.change({ page: JSON.stringify(hello.page), language: session.lang });
    });
  }

  leave(session: RoomSession): void {
    this.#sessions.delete(session);
    this.#desk.release(this);
  }

  /** Executes a command once; answers what came of it, or of the first time. */
  execute(session: RoomSession, frame: DurableVisitorFrame): Promise<Result<number | null, SiteRefusalCode>> {
    return this.#run(async () => {
      const known = await this.#mailbox.numberOf(frame.id);
      if (known !== null) return accepted(known);
      const refusal = await this.#refusalOf(session, frame);
      if (refusal) return refusal;
      return accepted(await this.#carryOut(frame));
    });
  }

  history(before: number): Promise<HubFrame> {
    return this.#run(async () => {
      const { entries, hasOlder } = await this.#mailbox.before(before);
      return { t: "older", entries: [...entries], hasOlder };
    });
  }

  /** The widget holds, or the visitor saw, everything up to an entry. */
  mark(state: "delivered" | "read", n: number): Promise<void> {
    return this.#run(async () => {
      const { row } = this.#mailbox;
      const name = state === "read" ? "seen_n" : "have_n";
      const upto = Math.min(n, row.last_n);
      if (upto <= row[name]) return;
      const entryId = await this.#mailbox.operatorEntryId(upto);
      const before = await this.#mailbox.operatorEntryId(row[name]);
      await this.#mailbox.change({ [name]: upto });
      if (entryId && entryId !== before) this.#site.tellDelivery(this.visitorId, entryId, state);
    });
  }

  keepPage(page: PageVisit): Promise<void> {
    return this.#run(() => this.#keepPage(page));
  }

  /** Whether this visitor ever wrote: nobody else can be written to. */
  hasWritten(): Promise<boolean> {
    return this.#run(async () => this.#mailbox.row.last_n > 0);
  }

  /** Puts a message of the operator's side in; once, however often it is asked. */
  receive({ entryId, from, author, text, file }: ForVisitor): Promise<void> {
    return this.#run(async () => {
      const { row } = this.#mailbox;
      // Who answers has read what came before.
      const marks = from === "operator" ? { delivered_n: row.last_n, read_n: row.last_n } : {};
      const make = (n: number, atMs: number): SiteEntry => ({
        n,
        atMs,
        kind: "message",
        id: entryId,
        from,
        author,
        text,
        file,
      });
      await this.#append({ entryId, side: from, make }, marks);
      if (from === "operator") this.#broadcast({ t: "marks", marks: this.#marks() });
    });
  }

  /** The operator changed a message (`text` null: took it back). The hub tells each change once. */
  amend(entryId: string, of: string, text: string | null): Promise<void> {
    return this.#run(async () => {
      await this.#append({ entryId, side: "operator", make: (n, atMs) => ({ n, atMs, kind: "amended", of, text }) });
    });
  }

  visitorTypes(): void {
    this.#site.tellTyping(this.visitorId);
  }

  /** The operator has seen everything up to one of the visitor's entries, whether they answer it or not. */
  operatorRead(entryId: string): Promise<void> {
    return this.#run(async () => {
      const n = await this.#mailbox.numberOf(entryId);
      const { delivered_n: delivered, read_n: read } = this.#mailbox.row;
      if (n === null || n <= read) return;
      await this.#mailbox.change({ delivered_n: Math.max(delivered, n), read_n: n });
      this.#broadcast({ t: "marks", marks: this.#marks() });
    });
  }

  operatorTypes(): void {
    this.#broadcast({ t: "typing", on: true });
  }

  /** What the queue says may be another now. */
  contactChanged(): Promise<void> {
    return this.#run(async () => {
      const { phase } = this.#status();
      const { told_n: told, delivered_n: delivered } = this.#mailbox.row;
      if (phase === "talking" && told > delivered) await this.#setDelivered(told);
      this.#broadcast({ t: "status", status: this.#status() });
    });
  }

  /** The visitor's call stands otherwise than before. */
  callChanged(call: SiteCallState): void {
    this.#broadcast({ t: "call", call });
  }

  /** What the visitor said of themself. */
  known(): Promise<{ readonly name: string | null }> {
    return this.#run(async () => ({ name: this.#mailbox.row.name || null }));
  }

  note(note: ContactNote): Promise<void> {
    return this.#run(async () => {
      const make = (n: number, atMs: number): SiteEntry =>
        note.type === "joined"
          ? { n, atMs, kind: "joined", author: note.author }
          : { n, atMs, kind: "ended", by: note.by };
      const change = note.type === "ended" ? { may_rate: note.mayRate ? 1 : 0 } : {};
      // The visitor's own end stands in the conversation since they asked for it.
      const isThere = note.type === "ended" && note.by === "visitor";
      if (isThere) await this.#mailbox.change(change);
      else await this.#append({ entryId: note.id, side: "system", make }, change);
      this.#broadcast({ t: "status", status: this.#status() });
    });
  }

  /** The next thing the hub's intake has not got; null when it has everything. */
  nextUntold(): Promise<UntoldEntry | null> {
    return this.#run(() => this.#mailbox.untold());
  }

  told(n: number): Promise<void> {
    return this.#run(async () => {
      await this.#mailbox.change({ told_n: n });
      if (this.#status().phase === "talking") await this.#setDelivered(n);
    });
  }

  /** Settles when everything begun is over. */
  idle(): Promise<void> {
    return this.#jobs.idle();
  }

  get customer(): { readonly name: string; readonly page: PageVisit; readonly language: CustomerLanguage | null } {
    const { name, page, language } = this.#mailbox.row;
    return { name, page: JSON.parse(page) as PageVisit, language: CustomerLanguage.nullable().parse(language) };
  }

  async #refusalOf(session: RoomSession, frame: DurableVisitorFrame) {
    const { limits } = this.#desk;
    const isOrder = frame.t === "form" || frame.t === "call-back";
    if (!limits.take("message", this.visitorId)) return refused("too-many-messages", "later");
    if (isOrder && !(limits.take("order", this.visitorId) && limits.take("addressOrder", session.address)))
      return refused("too-many-orders");
    if (frame.t === "message") return this.#refusalOfMessage(frame);
    if (frame.t === "call-back") return this.#refusalOfCallBack(frame);
    if (frame.t === "rate" && this.#mailbox.row.may_rate === 0) return refused("no-conversation");
    if (frame.t === "end" && this.#state().phase === "idle") return refused("no-conversation");
    return null;
  }

  async #refusalOfMessage({ text, fileId }: Extract<DurableVisitorFrame, { t: "message" }>) {
    if (fileId === undefined) return text.trim() === "" ? refused("text-empty") : null;
    return (await this.#desk.fileOf(this.visitorId, fileId)) ? null : refused("file-unknown");
  }

  #refusalOfCallBack({ number, fromMs, toMs }: Extract<DurableVisitorFrame, { t: "call-back" }>) {
    const { hasCallBack, hours } = this.#site.settings;
    if (!hasCallBack) return refused("call-back-off");
    // A short number is one of the exchange's own: nobody outside can be called there.
    if (!dialTarget(number)?.startsWith("+")) return refused("bad-number");
    if (fromMs === null && toMs === null) return null;
    const nowMs = this.#desk.needs.clock.nowMs();
    const isOffered = fromMs !== null && toMs !== null && isCallBackWindow(hours, { fromMs, toMs }, nowMs);
    return isOffered ? null : refused("bad-window");
  }

  async #carryOut(frame: DurableVisitorFrame): Promise<number> {
    const make = await this.#maker(frame);
    const n = await this.#append({ entryId: frame.id, side: "visitor", make, source: frame }, changeOf(frame));
    this.#site.wakeTeller(this.visitorId);
    return n;
  }

  async #maker(frame: DurableVisitorFrame): Promise<NewEntry["make"]> {
    switch (frame.t) {
      case "message": {
        const file = frame.fileId === undefined ? null : await this.#desk.fileOf(this.visitorId, frame.fileId);
        const rest = {
          kind: "message",
          id: frame.id,
          from: "visitor",
          author: null,
          text: frame.text.trim(),
          file,
        } as const;
        return (n, atMs) => ({ n, atMs, ...rest });
      }
      case "end":
        return (n, atMs) => ({ n, atMs, kind: "ended", by: "visitor" });
      case "rate":
        return (n, atMs) => ({ n, atMs, kind: "rated", stars: frame.stars, comment: frame.comment });
      case "form":
        return (n, atMs) => ({ n, atMs, kind: "form-taken" });
      case "call-back": {
        const { fromMs, toMs } = frame;
        return (n, atMs) => ({ n, atMs, kind: "call-back-ordered", number: maskNumber(frame.number), fromMs, toMs });
      }
      case "call-back-cancel":
        return (n, atMs) => ({ n, atMs, kind: "call-back-cancelled" });
    }
  }

  async #append(added: NewEntry, change: Parameters<Mailbox["append"]>[1] = {}): Promise<number> {
    const { n, entry } = await this.#mailbox.append(added, change);
    if (entry) this.#broadcast({ t: "entries", entries: [entry] });
    return n;
  }

  async #keepPage(page: PageVisit): Promise<void> {
    await this.#mailbox.change({ page: JSON.stringify(page) });
  }

  async #setDelivered(n: number): Promise<void> {
    await this.#mailbox.change({ delivered_n: n });
    this.#broadcast({ t: "marks", marks: this.#marks() });
  }

  #marks(): SiteMarks {
    const { delivered_n: delivered, read_n: read } = this.#mailbox.row;
    return { delivered, read };
  }

  #state() {
    return this.#desk.needs.contacts.state(this.#site.settings.key, this.visitorId);
  }

  #status() {
    const mayRate = this.#mailbox.row.may_rate === 1;
    const callBack = this.#desk.callBackOf({ siteKey: this.siteKey, visitorId: this.visitorId });
    return { ...this.#state(), ...this.#desk.staffing(this.#site.settings), mayRate, ...(callBack && { callBack }) };
  }

  #broadcast(frame: HubFrame): void {
    for (const session of this.#sessions) session.send(frame);
  }

  #run<Value>(job: () => Promise<Value>): Promise<Value> {
    return this.keptWhile(() =>
      this.#jobs.run(async () => {
        await this.#mailbox.load();
        return job();
      }),
    );
  }
}

function changeOf(frame: DurableVisitorFrame): { readonly may_rate?: number; readonly name?: string } {
  if (frame.t === "rate" || frame.t === "message") return { may_rate: 0 };
  return (frame.t === "form" || frame.t === "call-back") && frame.name ? { name: frame.name } : {};
}
