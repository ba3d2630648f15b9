import * as z from "zod";
import { PageVisit } from "./entries.ts";

/** What the widget says when the visitor wants to call: where they are. Who they are stands in the token of the chat. */
export const SiteCallOrder = z.object({ page: PageVisit });
export type SiteCallOrder = z.output<typeof SiteCallOrder>;

/** A STUN or TURN server as a browser takes it (`RTCIceServer`, WebRTC §4.2.4). */
export const IceServer = z.object({
  urls: z.array(z.string().max(300)).min(1).max(8),
  username: z.string().max(200).optional(),
  credential: z.string().max(200).optional(),
});
export type IceServer = z.output<typeof IceServer>;

/**
 * The right to one call into the site's queue, now: an account of the exchange that lives for one INVITE to `number` and
 * reaches nobody else.
 */
export const SiteCallTicket = z.object({
  user: z.string().max(64),
  password: z.string().max(128),
  domain: z.string().max(255),
  number: z.string().max(64),
  /** The WebSocket of a PBX elsewhere; null: the hub's own, at `path`. */
  server: z.string().max(300).nullable(),
  path: z.string().max(64),
  /** After it, ms from now, it is worth nothing unless the call has begun. */
  forMs: z.number().int().positive(),
  /** What finds a way for the sound; absent: the two sides reach each other as they are. */
  iceServers: z.array(IceServer).max(4).optional(),
});
export type SiteCallTicket = z.output<typeof SiteCallTicket>;

/** How it stands with the visitor's call; `over` is said once. */
export const SiteCallState = z.object({
  phase: z.enum(["waiting", "talking", "over"]),
  /** Who talks; the name visitors see. */
  operator: z.string().max(80).nullable(),
  /** Place in the queue, from 1. */
  position: z.number().int().positive().nullable(),
});
export type SiteCallState = z.output<typeof SiteCallState>;
