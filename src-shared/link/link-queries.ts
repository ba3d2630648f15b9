import * as z from "zod";
import { CustomerDeed, CustomerExport } from "../domain/customer-export.ts";
import { FairnessPeriod, FairnessReport } from "../domain/fairness/fairness-report.ts";
import { ConsultationCard } from "../domain/hand-over.ts";
import type { Right } from "../domain/rights.ts";
import { ConversationId, InteractionId, OperatorId } from "../ids.ts";
import type { Result } from "../result.ts";
import { ConversationQueries, UnreadCounts } from "./conversation-queries.ts";
import { CustomerQueries } from "./customer-queries.ts";
import { ScriptQueries } from "./script-queries.ts";

/**
 * What a desktop may ask over the link without changing the log: emitted as `query` with an acknowledgement, answered with
 * `QueryReply`. Nothing of it is kept, so there is no id and a repeat costs another answer.
 */
export const LinkQueries = {
  /** The ledger of fairness: who may read the team's gets everybody's row, anybody else their own. */
  "fairness.read": { right: "fairness.read-own", input: FairnessPeriod, output: FairnessReport, errors: [] },
  /** Everything known of one customer; that it went out is logged. Another command erases it: `customer.erase`. */
  "customer.export": {
    right: "customer.export",
    input: CustomerDeed,
    output: CustomerExport,
    errors: ["unknown-customer", "proof-names-customer"],
  },
  ...CustomerQueries,
  ...ConversationQueries,
  ...ScriptQueries,
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

/** The answer to a query of this name, parsed. A refusal may have a code that is not the query's own: `not-allowed`, `unknown-command`. */
export type LinkAnswer<N extends LinkQueryName> = Result<LinkQueryOutput<N>>;

/** What the hub emits as `ephemeral` and keeps nowhere: who misses it misses nothing. */
export const LinkEphemeral = z.discriminatedUnion("type", [
  z.object({ type: z.literal("customer-typing"), conversationId: ConversationId, interactionId: InteractionId }),
  /** How many messages the operator has not read; told whenever it may be another, and after `conversation.list`. */
  z.object({ type: z.literal("unread"), ...UnreadCounts.shape }),
  /** Somebody else of the team has the conversation before them, or writes in it. */
  z.object({
    type: z.literal("colleague-viewing"),
    conversationId: ConversationId,
    operatorId: OperatorId,
    isTyping: z.boolean(),
  }),
  /** Whom a colleague asks about, told before the call that asks rings. The log holds the card when the transfer goes through. */
  ConsultationCard.extend({ type: z.literal("consultation") }),
]);
export type LinkEphemeral = z.output<typeof LinkEphemeral>;
