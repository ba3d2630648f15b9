import * as z from "zod";
import { QueueId } from "../ids.ts";

/** Facts about channels, who did them stands in `actor`. No secret. */
export const CHANNEL_EVENTS = {
  /** A site has the chat, has it otherwise, or has it no more. */
  "channel.site-changed": z.object({
    siteKey: z.string().min(1).max(64),
    name: z.string().min(1).max(80),
    queueId: QueueId,
    change: z.enum(["created", "changed", "removed"]),
  }),
} as const;
