import type { HubClock } from "../clock.ts";
import type { EventLog } from "../log/event-log.ts";
import { clusterLog } from "../log.ts";
import type { HubService } from "../service/hub-service.ts";
import type { Ask, NodeLink, ToLeader, ToNode } from "./bus-messages.ts";
import type { Seat, SeatBook } from "./seat-book.ts";
import { type Tunnel, Tunnels } from "./tunnel.ts";

/** A node that says nothing for so long is gone, and its desktops with it. */
const NODE_SILENT_MS = 2500;
const LOOK_EVERY_MS = 500;

/** How the leader reaches a node; `inbox` names the way: another one means that what was under way may be lost. */
export type NodeWay = {
  readonly nodeId: string;
  readonly inbox: string;
  send(message: ToNode, bytes: Uint8Array | null): void;
};

export type LeaderDeskNeeds = {
  readonly service: HubService;
  readonly log: EventLog;
  readonly seats: SeatBook;
  readonly clock: HubClock;
  /** A connection that came in at a node. */
  readonly whenConnected: (connection: Tunnel) => void;
};

type Node = { way: NodeWay; heardAtMs: number; readonly isLocal: boolean; readonly tunnels: Tunnels };

/** The leader's end of what nodes say: links with their seats, commands and questions, and connections handed through. */
export class LeaderDesk {
  readonly #needs: LeaderDeskNeeds;
  readonly #nodes = new Map<string, Node>();
  #stopLooking: (() => void) | null = null;
  #isStopped = false;

  constructor(needs: LeaderDeskNeeds) {
    this.#needs = needs;
    this.#lookLater();
  }

  /** How many nodes are there, this one as well. */
  get nodeCount(): number {
    return this.#nodes.size;
  }

  /** `isLocal`: it is this very process, which need not prove that it lives. */
  hear(way: NodeWay, message: ToLeader, bytes: Buffer | null, isLocal = false): void {
    if (this.#isStopped) return;
    if (message.kind === "links") {
      this.#hearLinks(way, message.links, isLocal);
      return;
    }
    const node = this.#nodes.get(way.nodeId);
    if (!node || node.way.inbox !== way.inbox) {
      way.send({ kind: "say-links" }, null);
      return;
    }
    node.heardAtMs = this.#needs.clock.nowMs();
    switch (message.kind) {
      case "beat":
        return;
      case "link-up":
        this.#needs.seats.take(this.#seatOf(node, message.link));
        return;
      case "link-gone":
        this.#needs.seats.leave(message.operatorId, message.linkId);
        return;
      case "ask":
        void this.#answer(node, message.askId, message.ask);
        return;
      case "tunnel-open":
        this.#needs.whenConnected(node.tunnels.open(message.tunnelId, message.address, this.#sender(node)));
        return;
      default:
        if (!node.tunnels.hear(message, bytes) && message.kind !== "tunnel-close")
          way.send({ kind: "tunnel-close", tunnelId: message.tunnelId }, null);
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopLooking?.();
    for (const { tunnels } of this.#nodes.values()) tunnels.cutAll();
  }

  #hearLinks(way: NodeWay, links: readonly NodeLink[], isLocal: boolean): void {
    const { seats, clock } = this.#needs;
    const known = this.#nodes.get(way.nodeId);
    if (!known) clusterLog.info({ nodeId: way.nodeId }, "a node is there");
    // The node begins anew: what it led here is over on its side.
    known?.tunnels.cutAll();
    const node: Node = known ?? { way, heardAtMs: 0, isLocal, tunnels: new Tunnels() };
    node.way = way;
    node.heardAtMs = clock.nowMs();
    this.#nodes.set(way.nodeId, node);
    const there = new Set(links.map(({ linkId }) => linkId));
    for (const seat of seats.ofNode(way.nodeId)) if (!there.has(seat.linkId)) seats.leave(seat.operatorId, seat.linkId);
    for (const link of links) seats.take(this.#seatOf(node, link));
  }

  #seatOf(node: Node, { operatorId, linkId, desktopId, shows }: NodeLink): Seat {
    return {
      operatorId,
      linkId,
      desktopId,
      shows,
      nodeId: node.way.nodeId,
      replace: () => node.way.send({ kind: "replace", operatorId, linkId }, null),
      tell: (word) => node.way.send({ kind: "tell", operatorId, word }, null),
    };
  }

  async #answer(node: Node, askId: string, ask: Ask): Promise<void> {
    let answer: ToNode;
    try {
      answer = { kind: "answer", askId, isFault: false, value: await this.#work(ask) };
    } catch (error) {
      clusterLog.error({ ask: ask.name, error }, "what a node asked failed");
      answer = { kind: "answer", askId, isFault: true, value: null };
    }
    // The way as it is now: the node may have found another one meanwhile.
    if (!this.#isStopped) node.way.send(answer, null);
  }

  async #work(ask: Ask): Promise<unknown> {
    const { service, seats, log } = this.#needs;
    switch (ask.name) {
      case "command":
        return service.execute(ask.operatorId, ask.command);
      case "query":
        return service.query(ask.operatorId, ask.query);
      case "seat":
        return seats.isTaken(ask.operatorId, ask);
      case "renew":
        if (ask.logId === log.logId && ask.lastSeq > log.headSeq) await log.renew();
        return log.logId;
    }
  }

  #sender(node: Node): Parameters<Tunnels["open"]>[2] {
    return (word, bytes) => node.way.send(word, bytes);
  }

  #lookLater(): void {
    this.#stopLooking = this.#needs.clock.after(LOOK_EVERY_MS, () => {
      const beforeMs = this.#needs.clock.nowMs() - NODE_SILENT_MS;
      for (const [nodeId, node] of this.#nodes)
        if (!node.isLocal && node.heardAtMs < beforeMs) this.#drop(nodeId, node);
      this.#lookLater();
    });
  }

  #drop(nodeId: string, node: Node): void {
    clusterLog.warn({ nodeId }, "a node is gone");
    this.#nodes.delete(nodeId);
    node.tunnels.cutAll();
    for (const seat of this.#needs.seats.ofNode(nodeId)) this.#needs.seats.leave(seat.operatorId, seat.linkId);
  }
}
