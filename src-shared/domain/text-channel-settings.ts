import * as z from "zod";
import { QueueId } from "../ids.ts";
import { MessageText } from "./message.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const Wait = z
  .number()
  .int()
  .min(1000)
  .max(30 * DAY_MS);

/** How the hub serves a text channel; who gets its contacts is the queue's matter. Times in ms; null: never. */
export const TextChannelSettings = z.object({
  /** Where new contacts of the channel wait. */
  queueId: QueueId,
  /** How long an offer waits for an operator. */
  offerTimeoutMs: z.number().int().min(1000).max(600_000).default(30_000),
  /** The customer is silent after an operator's word: they are reminded once … */
  remindAfterMs: Wait.nullable().default(null),
  reminder: MessageText.default(""),
  /** … and the contact is closed. */
  closeAfterMs: Wait.nullable().default(DAY_MS),
  /**
   * A customer who writes again within `withinMs` of the end of the last contact goes to who served it, who is waited for at
   * most `waitMs`; null: only as the queue's own rules say.
   */
  reopening: z
    .object({ withinMs: Wait.default(DAY_MS), waitMs: z.number().int().min(0).max(DAY_MS).default(60_000) })
    .nullable()
    .default({ withinMs: DAY_MS, waitMs: 60_000 }),
  /** Messages of one customer that are taken: so many a second, and so many at once. */
  messagesPerSecond: z.number().positive().max(1000).default(2),
  messagesAtOnce: z.number().int().min(1).max(1000).default(30),
});
export type TextChannelSettings = z.output<typeof TextChannelSettings>;
