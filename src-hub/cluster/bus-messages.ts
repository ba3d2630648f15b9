import * as z from "zod";
import { ChannelKind } from "../../src-shared/domain/channel.ts";
import { LogEventSchema } from "../../src-shared/events/log-event.ts";
import { LogId, OperatorId } from "../../src-shared/ids.ts";
import { LinkCommand } from "../../src-shared/link/link-contract.ts";
import { LinkEphemeral, LinkQuery } from "../../src-shared/link/link-queries.ts";

// What nodes of one hub say to one another (ADR 33). A node is one process; the leader is the one that holds the lease.

/** One linked desktop, wherever it is linked. */
export const NodeLink = z.object({
  operatorId: OperatorId,
  linkId: z.string(),
  desktopId: z.string().optional(),
  shows: z.array(ChannelKind),
});
export type NodeLink = z.output<typeof NodeLink>;

/** What a node asks of the leader, and is answered. Asked again with the same ids when the answer may be lost. */
export const Ask = z.discriminatedUnion("name", [
  z.object({ name: z.literal("command"), operatorId: OperatorId, command: LinkCommand }),
  z.object({ name: z.literal("query"), operatorId: OperatorId, query: LinkQuery }),
  /** Whether the seat is another desktop's. */
  z.object({
    name: z.literal("seat"),
    operatorId: OperatorId,
    desktopId: z.string().optional(),
    takeOver: z.boolean(),
  }),
  /** A desktop knows more than the log: it went back, and needs a new life. */
  z.object({ name: z.literal("renew"), logId: LogId, lastSeq: z.number().int() }),
]);
export type Ask = z.output<typeof Ask>;

/** A piece of a connection that a node hands through to the leader; the bytes travel beside it. */
const TunnelMessage = [
  z.object({ kind: z.literal("tunnel-data"), tunnelId: z.string() }),
  /** So many pieces were taken: as many more may be sent. */
  z.object({ kind: z.literal("tunnel-taken"), tunnelId: z.string(), pieces: z.number().int() }),
  z.object({ kind: z.literal("tunnel-end"), tunnelId: z.string() }),
  z.object({ kind: z.literal("tunnel-close"), tunnelId: z.string() }),
] as const;

/** From a node to the leader. */
export const ToLeader = z.discriminatedUnion("kind", [
  /** Everything linked at the node: said first to each leader, and whenever something may have been lost. */
  z.object({ kind: z.literal("links"), links: z.array(NodeLink) }),
  z.object({ kind: z.literal("link-up"), link: NodeLink }),
  z.object({ kind: z.literal("link-gone"), operatorId: OperatorId, linkId: z.string() }),
  z.object({ kind: z.literal("beat") }),
  z.object({ kind: z.literal("ask"), askId: z.string(), ask: Ask }),
  z.object({ kind: z.literal("tunnel-open"), tunnelId: z.string(), address: z.string() }),
  ...TunnelMessage,
]);
export type ToLeader = z.output<typeof ToLeader>;

/** From the leader to one node. */
export const ToNode = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("answer"), askId: z.string(), isFault: z.boolean(), value: z.unknown() }),
  z.object({ kind: z.literal("replace"), operatorId: OperatorId, linkId: z.string() }),
  z.object({ kind: z.literal("tell"), operatorId: OperatorId, word: LinkEphemeral }),
  /** The leader does not know the node (any more): it is to say again what is linked there. */
  z.object({ kind: z.literal("say-links") }),
  ...TunnelMessage,
]);
export type ToNode = z.output<typeof ToNode>;

/**
 * Who leads. `term` grows with each lease; `inbox` is where nodes write to, another one each time the leader's own
 * connection was lost: a node that sees a new inbox says again what may not have come.
 */
export const Leads = z.object({
  kind: z.literal("leads"),
  term: z.number().int(),
  nodeId: z.string(),
  inbox: z.string(),
  headSeq: z.number().int(),
  logId: LogId,
});
export type Leads = z.output<typeof Leads>;

/** From the leader to all nodes. */
export const ToAll = z.discriminatedUnion("kind", [
  Leads,
  z.object({ kind: z.literal("events"), events: z.array(LogEventSchema) }),
  /** The team changed: it is in the database. */
  z.object({ kind: z.literal("team") }),
  /** Past events were rewritten: what a node keeps of them in memory is no longer what the log says. */
  z.object({ kind: z.literal("forget") }),
]);
export type ToAll = z.output<typeof ToAll>;

/** What stands in a node's letter to the leader beside the message: who writes, and where it reads. */
const Sender = z.object({ nodeId: z.string(), inbox: z.string() });
export type Sender = z.output<typeof Sender>;

/** What a node writes to the leader. */
export const Letter = z.object({ sender: Sender, message: ToLeader });
