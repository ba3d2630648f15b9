import type * as z from "zod";
import type { LogId } from "../../src-shared/ids.ts";
import type { HubClock } from "../clock.ts";
import { clusterLog } from "../log.ts";
import { Leads, Letter, type Sender, ToAll, type ToLeader, ToNode } from "./bus-messages.ts";
import type { NodeWay } from "./leader-desk.ts";
import type { LeaderWay } from "./leader-line.ts";
import { RedisLine } from "./redis-line.ts";
import type { RedisSession, StreamEntry } from "./redis-session.ts";

const BEAT_EVERY_MS = 500;
/** A leader that says nothing for so long is no leader to send anybody to. */
const LEADER_SILENT_MS = 2500;

export type NodeBusNeeds = {
  readonly url: string;
  /** Begins the names of all keys: two hubs may share one Redis. */
  readonly prefix: string;
  readonly nodeId: string;
  readonly clock: HubClock;
  /** A new way to the leader, or none. */
  readonly whenLed: (way: LeaderWay | null) => void;
  readonly whenAll: (message: ToAll) => void;
  readonly whenNode: (message: ToNode, bytes: Buffer | null) => void;
  /** Every half second. */
  readonly whenBeat: () => void;
  readonly onFault: (error: unknown) => void;
};

/** What a leader does with the bus. */
export type Leading = {
  readonly term: number;
  readonly head: () => { readonly headSeq: number; readonly logId: LogId };
  readonly hear: (way: NodeWay, message: ToLeader, bytes: Buffer | null) => void;
};

/** A node's place on Redis: streams from the leader to all, to each node, and from the nodes to the leader. */
export class NodeBus {
  readonly #needs: NodeBusNeeds;
  readonly #line: RedisLine;
  #leading: Leading | null = null;
  #sessions = 0;
  #nodeInbox = "";
  #leaderInbox = "";
  #known: Leads | null = null;
  #heardAtMs = Number.NEGATIVE_INFINITY;
  #stopBeat: (() => void) | null = null;
  /** Reads of the session of the moment have begun. */
  #isListening = false;

  constructor(needs: NodeBusNeeds, first: RedisSession) {
    this.#needs = needs;
    this.#line = new RedisLine(needs.url, first, {
      whenUp: (session) => {
        this.#begin(session).catch((error: unknown) => {
          // A Redis that refuses (it loads, it is full) is tried again like one that is gone.
          clusterLog.warn({ error }, "redis refuses");
          session.close();
        });
      },
      whenDown: () => {
        this.#isListening = false;
        this.#known = null;
        if (!this.#leading) needs.whenLed(null);
      },
    });
    this.#beatLater();
  }

  get isUp(): boolean {
    return this.#line.session !== null;
  }

  /** Whether somebody leads, this node or one that was heard a moment ago. */
  get isLed(): boolean {
    return this.#leading !== null || this.#needs.clock.nowMs() - this.#heardAtMs < LEADER_SILENT_MS;
  }

  /** The last number of the log, as the leader said it last; null: it is not heard. */
  get saidHeadSeq(): number | null {
    return this.#known?.headSeq ?? null;
  }

  /** From here on this node leads. */
  lead(leading: Leading): void {
    this.#leading = leading;
    const { session } = this.#line;
    if (session && this.#isListening) this.#listenAsLeader(session);
  }

  /** Says something to all nodes; what is lost with Redis they read from the database. */
  publish(message: ToAll): void {
    const { session } = this.#line;
    if (session) this.#add(session, this.#key("all"), JSON.stringify(message), null);
  }

  stop(): void {
    this.#stopBeat?.();
    this.#line.stop();
  }

  async #begin(session: RedisSession): Promise<void> {
    this.#sessions += 1;
    this.#nodeInbox = this.#key(`node:${this.#needs.nodeId}:${this.#sessions}`);
    const lastId = await session.lastId(this.#key("all"));
    void session.read(this.#key("all"), lastId, false, (entry) =>
      this.#take(ToAll, entry, (m) => this.#hearAll(session, m)),
    );
    void session.read(this.#nodeInbox, "0-0", true, (entry) => this.#take(ToNode, entry, this.#needs.whenNode));
    this.#isListening = true;
    if (this.#leading) {
      this.#listenAsLeader(session);
      return;
    }
    const note = await session.readNote(this.#key("leads"));
    if (note !== null) this.#hearAll(session, Leads.parse(JSON.parse(note)));
  }

  #hearAll(session: RedisSession, message: ToAll): void {
    if (session.isOver) return;
    if (message.kind === "leads") this.#hearLeads(session, message);
    // What this node says to all it knows itself.
    else if (!this.#leading) this.#needs.whenAll(message);
  }

  #hearLeads(session: RedisSession, leads: Leads): void {
    if (this.#leading || leads.term < (this.#known?.term ?? 0)) return;
    const isNew = leads.inbox !== this.#known?.inbox;
    this.#known = leads;
    this.#heardAtMs = this.#needs.clock.nowMs();
    this.#needs.whenAll(leads);
    if (!isNew) return;
    clusterLog.info({ leader: leads.nodeId, term: leads.term }, "follows");
    const sender: Sender = { nodeId: this.#needs.nodeId, inbox: this.#nodeInbox };
    this.#needs.whenLed({
      send: (message, bytes) => this.#add(session, leads.inbox, JSON.stringify({ sender, message }), bytes),
    });
  }

  #listenAsLeader(session: RedisSession): void {
    const { term = 0, hear } = this.#leading ?? {};
    this.#leaderInbox = this.#key(`leader:${term}:${this.#needs.nodeId}:${this.#sessions}`);
    void session.read(this.#leaderInbox, "0-0", true, (entry) => {
      this.#take(Letter, entry, ({ sender, message }, bytes) => {
        const send: NodeWay["send"] = (answer, piece) =>
          this.#add(session, sender.inbox, JSON.stringify(answer), piece);
        hear?.({ ...sender, send }, message, bytes);
      });
    });
    this.#announce();
  }

  #announce(): void {
    const { session } = this.#line;
    if (!session || !this.#leading || !this.#isListening) return;
    const { term, head } = this.#leading;
    const leads: Leads = { kind: "leads", term, nodeId: this.#needs.nodeId, inbox: this.#leaderInbox, ...head() };
    this.publish(leads);
    session.note(this.#key("leads"), JSON.stringify(leads), LEADER_SILENT_MS).catch((error) => session.close(error));
  }

  #beatLater(): void {
    this.#stopBeat = this.#needs.clock.after(BEAT_EVERY_MS, () => {
      this.#announce();
      this.#needs.whenBeat();
      this.#beatLater();
    });
  }

  /** One that cannot be added may have been: the session ends, and both sides begin anew. */
  #add(session: RedisSession, stream: string, text: string, bytes: Uint8Array | null): void {
    if (!session.isOver) session.add(stream, text, bytes).catch((error) => session.close(error));
  }

  #take<Message>(
    schema: z.ZodType<Message>,
    { text, bytes }: StreamEntry,
    hear: (message: Message, bytes: Buffer | null) => void,
  ): void {
    try {
      hear(schema.parse(JSON.parse(text)), bytes);
    } catch (error) {
      this.#needs.onFault(error);
    }
  }

  #key(name: string): string {
    return `${this.#needs.prefix}:${name}`;
  }
}
