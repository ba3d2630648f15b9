import * as z from "zod";

const EpochMs = z.number().int().nonnegative();

/** The longest wish and topic of an order, and why it was cancelled; characters. */
export const CALL_BACK_COMMENT_LIMIT = 1000;
export const CALL_BACK_TOPIC_LIMIT = 120;
export const CALL_BACK_REASON_LIMIT = 200;

/** The page an order was made on, and what brought the customer there. */
export const CallBackPage = z.object({
  url: z.string().max(2000),
  title: z.string().max(300),
  referrer: z.string().max(2000),
  utm: z.partialRecord(z.enum(["source", "medium", "campaign", "term", "content"]), z.string().max(200)),
});
export type CallBackPage = z.output<typeof CallBackPage>;

/**
 * What an operator is shown of an order of a call-back. The window is when the customer wants to be called, epoch ms;
 * `timeZone` (IANA) is the customer's own, null where it is not known.
 */
export const CallBackCard = z.object({
  fromMs: EpochMs,
  toMs: EpochMs,
  timeZone: z.string().min(1).max(64).nullable(),
  page: CallBackPage.nullable(),
  topic: z.string().min(1).max(CALL_BACK_TOPIC_LIMIT).nullable(),
  comment: z.string().min(1).max(CALL_BACK_COMMENT_LIMIT).nullable(),
});
export type CallBackCard = z.output<typeof CallBackCard>;

/** The card without what is known of the customer: when they wanted to be called stays, for what is counted. */
export function cardWithoutCustomer({ fromMs, toMs }: CallBackCard): CallBackCard {
  return { fromMs, toMs, timeZone: null, page: null, topic: null, comment: null };
}
