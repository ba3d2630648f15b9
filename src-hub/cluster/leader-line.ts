import type { OperatorId } from "../../src-shared/ids.ts";
import { LinkReply } from "../../src-shared/link/link-contract.ts";
import type { LinkEphemeral, LinkQuery, QueryReply } from "../../src-shared/link/link-queries.ts";
import { refused } from "../../src-shared/result.ts";
import type { HubClock } from "../clock.ts";
import type { Ask, NodeLink, ToLeader, ToNode } from "./bus-messages.ts";
import { type Tunnel, Tunnels } from "./tunnel.ts";

/** A desktop asks again after 10 s (`REPLY_TIMEOUT_MS` of the desktop): what is not answered by then is asked anew. */
const ANSWER_WITHIN_MS = 9000;

/** A way to the leader of the moment. */
export type LeaderWay = { send(message: ToLeader, bytes: Uint8Array | null): void };

export type LeaderLineNeeds = {
  readonly clock: HubClock;
  /** Another desktop took the seat. */
  readonly whenReplaced: (operatorId: OperatorId, linkId: string) => void;
  readonly whenTold: (operatorId: OperatorId, word: LinkEphemeral) => void;
};

type Waiting = { readonly ask: Ask; readonly settle: (value: unknown) => void };

/**
 * A node's end of the line to whoever leads. It remembers what is linked here and what is not answered, and says it again
 * to each new leader and on each new way: commands carry the ids their desktops made, so twice asked is once done.
 */
export class LeaderLine {
  readonly #needs: LeaderLineNeeds;
  readonly #links = new Map<string, NodeLink>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #tunnels = new Tunnels();
  #way: LeaderWay | null = null;
  #asked = 0;

  constructor(needs: LeaderLineNeeds) {
    this.#needs = needs;
  }

  /** Whether there is a way to a leader. */
  get isOpen(): boolean {
    return this.#way !== null;
  }

  /** How many questions wait for their answer. */
  get waitingCount(): number {
    return this.#waiting.size;
  }

  /** What was asked of the leader so far. */
  get askedCount(): number {
    return this.#asked;
  }

  get tunnelCount(): number {
    return this.#tunnels.count;
  }

  /** Another leader, another way to it, or none for now. */
  lead(way: LeaderWay | null): void {
    this.#way = way;
    this.#tunnels.cutAll();
    if (!way) return;
    this.#sayLinks();
    for (const [askId, { ask }] of this.#waiting) way.send({ kind: "ask", askId, ask }, null);
  }

  beat(): void {
    this.#way?.send({ kind: "beat" }, null);
  }

  hear(message: ToNode, bytes: Buffer | null): void {
    switch (message.kind) {
      case "answer":
        this.#waiting.get(message.askId)?.settle(message.isFault ? undefined : message.value);
        return;
      case "replace":
        this.#needs.whenReplaced(message.operatorId, message.linkId);
        return;
      case "tell":
        this.#needs.whenTold(message.operatorId, message.word);
        return;
      case "say-links":
        // What was said before this went to nobody.
        this.lead(this.#way);
        return;
      default:
        this.#tunnels.hear(message, bytes);
    }
  }

  linked(link: NodeLink): void {
    this.#links.set(link.linkId, link);
    this.#way?.send({ kind: "link-up", link }, null);
  }

  gone(operatorId: OperatorId, linkId: string): void {
    this.#links.delete(linkId);
    this.#way?.send({ kind: "link-gone", operatorId, linkId }, null);
  }

  async execute(operatorId: OperatorId, command: Extract<Ask, { name: "command" }>["command"]): Promise<LinkReply> {
    const answer = LinkReply.safeParse(await this.#ask({ name: "command", operatorId, command }));
    return answer.data ?? refused("hub-fault", "later");
  }

  async query(operatorId: OperatorId, query: LinkQuery): Promise<QueryReply> {
    const answer = await this.#ask({ name: "query", operatorId, query });
    return answer === undefined ? refused("hub-fault", "later") : (answer as QueryReply);
  }

  /** Whether another desktop has the seat; null: nobody can say now. */
  async isSeatTaken(operatorId: OperatorId, desktopId: string | undefined, takeOver: boolean): Promise<boolean | null> {
    const answer = await this.#ask({ name: "seat", operatorId, desktopId, takeOver });
    return typeof answer === "boolean" ? answer : null;
  }

  async renew(ask: Omit<Extract<Ask, { name: "renew" }>, "name">): Promise<void> {
    await this.#ask({ name: "renew", ...ask });
  }

  /** A connection of somebody at this node, led to the leader; null: there is none now. */
  connect(remoteAddress: string): Tunnel | null {
    const way = this.#way;
    if (!way) return null;
    const tunnelId = this.#needs.clock.newId();
    way.send({ kind: "tunnel-open", tunnelId, address: remoteAddress }, null);
    return this.#tunnels.open(tunnelId, remoteAddress, (word, bytes) => way.send(word, bytes));
  }

  /** The node stops: its desktops are told to go elsewhere, and the leader hears of it at once. */
  close(): void {
    this.#links.clear();
    this.#sayLinks();
    this.#tunnels.cutAll();
    this.#way = null;
    for (const { settle } of [...this.#waiting.values()]) settle(undefined);
  }

  #sayLinks(): void {
    this.#way?.send({ kind: "links", links: [...this.#links.values()] }, null);
  }

  /** Undefined: no answer in time, or a fault. */
  #ask(ask: Ask): Promise<unknown> {
    const { clock } = this.#needs;
    const askId = clock.newId();
    this.#asked += 1;
    return new Promise((resolve) => {
      const stop = clock.after(ANSWER_WITHIN_MS, () => settle(undefined));
      const settle = (value: unknown) => {
        stop();
        this.#waiting.delete(askId);
        resolve(value);
      };
      this.#waiting.set(askId, { ask, settle });
      this.#way?.send({ kind: "ask", askId, ask }, null);
    });
  }
}
