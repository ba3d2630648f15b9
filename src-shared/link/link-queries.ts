import * as z from "zod";
import { CustomerAddresses, CustomerExport } from "../domain/customer-export.ts";
import { FairnessPeriod, FairnessReport } from "../domain/fairness/fairness-report.ts";
import { Attachment, Delivery, FileName, MessageFrom } from "../domain/message.ts";
import type { Right } from "../domain/rights.ts";
import { AttachmentId, ConversationId, InteractionId, MessageId, OperatorId } from "../ids.ts";

/** The most messages of one page. */
export const PAGE_LIMIT = 100;

/** A message as a page shows it; see `Message` in domain/fold-message.ts. */
export const PageMessage = z.object({
  messageId: MessageId,
  interactionId: InteractionId,
  conversationId: ConversationId,
  from: MessageFrom,
  operatorId: OperatorId.nullable(),
  text: z.string(),
  attachments: z.array(Attachment),
  atMs: z.number(),
  editedAtMs: z.number().nullable(),
  deletedAtMs: z.number().nullable(),
  delivery: Delivery.nullable(),
  channelMessageId: z.string().nullable(),
  seq: z.number(),
  lastSeq: z.number(),
});

/** Messages of a conversation, oldest first; `nextBeforeSeq` asks for the page before, null: there is none. */
export const ConversationPage = z.object({
  messages: z.array(PageMessage),
  nextBeforeSeq: z.number().int().nullable(),
});
export type ConversationPage = z.output<typeof ConversationPage>;

/** Which page of a conversation: the newest, or the one before a number. */
export const PageQuery = z.object({
  beforeSeq: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(50),
});

/**
 * What a desktop may ask over the link without changing the log: emitted as `query` with an acknowledgement, answered with
 * `QueryReply`. Nothing of it is kept, so there is no id and a repeat costs another answer.
 */
export const LinkQueries = {
  /** For who owns the contact, is offered it, or had a part in the conversation; or who may read everybody's. */
  "conversation.read": {
    right: "contact.handle",
    input: PageQuery.extend({ conversationId: ConversationId }),
    output: ConversationPage,
    errors: ["unknown-conversation"],
  },
  /** The ledger of fairness: who may read the team's gets everybody's row, anybody else their own. */
  "fairness.read": { right: "fairness.read-own", input: FairnessPeriod, output: FairnessReport, errors: [] },
  /** A way to a file on the hub's own host; it works for five minutes. */
  "file.link": {
    right: "contact.handle",
    input: z.object({ attachmentId: AttachmentId }),
    output: z.object({ path: z.string() }),
    errors: ["unknown-file"],
  },
  /**
   * The operator wants to send a file: its bytes go to `path` by PUT, then `message.send` names it. `file-refused`: a
   * machine would run it; `too-large`: beyond 20 MB, or what the channel takes.
   */
  "file.announce": {
    right: "contact.handle",
    input: z.object({
      conversationId: ConversationId,
      name: FileName,
      type: z.string().max(127),
      size: z.number().int().positive(),
    }),
    output: z.object({ attachmentId: AttachmentId, path: z.string() }),
    errors: ["unknown-conversation", "file-refused", "too-large"],
  },
  /** Everything known of one customer. Another command erases it: `customer.erase`. */
  "customer.export": {
    right: "customer.export",
    input: CustomerAddresses,
    output: CustomerExport,
    errors: ["unknown-customer"],
  },
  /** The operator writes: the customer is shown it where the channel can. */
  "conversation.typing": {
    right: "contact.handle",
    input: z.object({ conversationId: ConversationId }),
    output: z.null(),
    errors: ["unknown-conversation"],
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly right: Right; readonly input: z.ZodType; readonly output: z.ZodType; readonly errors: readonly string[] }
  >
>;
export type LinkQueryName = keyof typeof LinkQueries;
export type LinkQueryInput<N extends LinkQueryName> = z.output<(typeof LinkQueries)[N]["input"]>;
export type LinkQueryOutput<N extends LinkQueryName> = z.output<(typeof LinkQueries)[N]["output"]>;

/** The envelope of a query. */
export const LinkQuery = z.object({ name: z.string().max(64), input: z.unknown() });
export type LinkQuery = z.output<typeof LinkQuery>;

/** The answer to a query; `value` is of the query's `output`. */
export const QueryReply = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.string().max(64), retry: z.enum(["now", "later", "no"]) }),
]);
export type QueryReply = z.output<typeof QueryReply>;

/** What the hub emits as `ephemeral` and keeps nowhere: who misses it misses nothing. */
export const LinkEphemeral = z.discriminatedUnion("type", [
  z.object({ type: z.literal("customer-typing"), conversationId: ConversationId, interactionId: InteractionId }),
]);
export type LinkEphemeral = z.output<typeof LinkEphemeral>;
