import * as z from "zod";

/** What the bench tells the process with a server in it: the hub, or a bare socket.io server. */
export const ToServer = z.discriminatedUnion("do", [
  z.object({ do: z.literal("start"), kind: z.enum(["hub", "bare"]), operators: z.number(), folder: z.string() }),
  /** Facts one by one, evenly, for a while. */
  /** `isKept`: the rate is kept whatever the server does, as customers keep it; what fell due while it was busy comes at once. */
  z.object({ do: z.literal("send"), perSecond: z.number(), seconds: z.number(), isKept: z.boolean() }),
  z.object({ do: z.literal("memory") }),
]);
export type ToServer = z.output<typeof ToServer>;

export const FromServer = z.discriminatedUnion("done", [
  z.object({ done: z.literal("start"), port: z.number() }),
  z.object({ done: z.literal("send"), events: z.number(), cpuMs: z.number(), wallMs: z.number(), payload: z.number() }),
  z.object({ done: z.literal("memory"), rssKb: z.number(), heapKb: z.number() }),
]);
export type FromServer = z.output<typeof FromServer>;

/** What the bench tells a process of clients: link more of them (`from`: the number of the first), or tell what came. */
export const ToClients = z.discriminatedUnion("do", [
  z.object({ do: z.literal("link"), port: z.number(), isHub: z.boolean(), from: z.number(), count: z.number() }),
  /** Tells what came since the last look, and forgets it. */
  z.object({ do: z.literal("look"), isHub: z.boolean() }),
]);
export type ToClients = z.output<typeof ToClients>;

export const FromClients = z.discriminatedUnion("done", [
  z.object({ done: z.literal("link") }),
  /** `arrivals`: how many events came after so many whole milliseconds; the last place: later. */
  z.object({
    done: z.literal("look"),
    arrivals: z.array(z.number()),
    frames: z.number(),
    gaps: z.number(),
    lost: z.number(),
  }),
]);
export type FromClients = z.output<typeof FromClients>;

/** The names and the secret of the bench's operators. */
export function loginOf(index: number): string {
  return `operator-${index}`;
}
export const LINK_SECRET = "a-secret-of-the-bench";
