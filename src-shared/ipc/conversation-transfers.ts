import * as z from "zod";
import { HandOverCard } from "../domain/hand-over.ts";
import { Customer } from "../events/log-event.ts";
import { ConversationId, InteractionId } from "../ids.ts";
import { TransferTarget } from "../link/text-commands.ts";

const Contact = z.object({ interactionId: InteractionId });
const Done = z.object({});

/** A text contact that a colleague is asked to take over. Times are this machine's. */
export const PassingView = z.object({ party: z.string(), untilMs: z.number().int().nonnegative() });
export type PassingView = z.output<typeof PassingView>;

/** Passing text contacts on. Only while the hub is heard: who is free now is not known without it. */
export const conversationTransferRequests = {
  /**
   * A colleague is asked, and until they take it, it stays; a queue takes it at once. What is being written goes with the
   * card as its draft. `target-unavailable`: the colleague is not on the line, or their window shows no texts.
   */
  "conversations.transfer": {
    input: Contact.extend({ to: TransferTarget, card: HandOverCard.omit({ draft: true }) }),
    output: Done,
    errors: ["hub-away", "unknown-conversation", "target-unavailable", "unknown-target", "transfer-under-way"],
  },
  /** The colleague is asked no more; one who has it already keeps it. */
  "conversations.take-back": { input: Contact, output: Done, errors: ["hub-away", "unknown-conversation"] },
} as const;

export const conversationTransferEvents = {
  /** What became of it: `done` with whom it is now, or why it is still here. */
  "conversations.transferred": z.object({
    conversationId: ConversationId,
    outcome: z.enum(["done", "declined", "no-answer", "unreachable"]),
    customer: Customer,
    party: z.string(),
  }),
} as const;
