import * as z from "zod";
import { TAKE_REFUSALS } from "../domain/distribution/taking.ts";
import { HandOverCard } from "../domain/hand-over.ts";
import { AttachmentIds, MessageText } from "../domain/message.ts";
import type { Right } from "../domain/rights.ts";
import { ConversationId, InteractionId, MessageId, OfferId, OperatorId, QueueId } from "../ids.ts";

const Note = z
  .string()
  .max(1000)
  .transform((note) => note.trim());

/** Where a contact is handed to: a colleague, who is asked, or a queue, where it waits again. */
export const TransferTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("operator"), operatorId: OperatorId }),
  z.object({ kind: z.literal("queue"), queueId: QueueId }),
]);
export type TransferTarget = z.output<typeof TransferTarget>;

/** What an operator of text asks of the hub. Calls are answered, refused and transferred by the phone. */
export const TextCommands = {
  /** `offer-gone`: its time is up, it was taken back, or it was another's. */
  "interaction.accept-offer": {
    right: "contact.handle",
    input: z.object({ interactionId: InteractionId, offerId: OfferId }),
    errors: ["offer-gone"],
  },
  "interaction.refuse-offer": {
    right: "contact.handle",
    input: z.object({ interactionId: InteractionId, offerId: OfferId, reason: z.string().min(1).max(200).optional() }),
    errors: ["offer-gone"],
  },
  /**
   * Takes a waiting contact, written or spoken, out of the operator's own queue (ADR 52). A text is theirs at once; a call,
   * or an order of one that is due, rings at their phone. Refusals: `TakeRefusal`.
   */
  "interaction.claim": {
    right: "contact.handle",
    input: z.object({ interactionId: InteractionId }),
    errors: ["unknown-interaction", ...TAKE_REFUSALS],
  },
  /** The conversation is over for now; what the customer writes next opens a new contact. */
  "interaction.close": {
    right: "contact.handle",
    input: z.object({ interactionId: InteractionId }),
    errors: ["unknown-interaction", "not-owner"],
  },
  /**
   * A colleague is asked and may refuse: until they accept it stays with its owner. `note`, and what else is told, goes on
   * the hand-over card.
   */
  "interaction.transfer": {
    right: "contact.handle",
    input: z.object({
      interactionId: InteractionId,
      to: TransferTarget,
      note: Note.optional(),
      ...HandOverCard.pick({ topic: true, nextStep: true, script: true, draft: true }).shape,
    }),
    errors: ["unknown-interaction", "not-owner", "unknown-target", "target-unavailable", "transfer-under-way"],
  },
  /** The colleague who is asked to take it over is asked no more. `not-under-way`: nobody is, any more. */
  "interaction.take-back": {
    right: "contact.handle",
    input: z.object({ interactionId: InteractionId }),
    errors: ["unknown-interaction", "not-owner", "not-under-way"],
  },
  /** `messageId` is made by the desktop: the same one again sends nothing more. */
  "message.send": {
    right: "contact.handle",
    input: z.object({
      interactionId: InteractionId,
      messageId: MessageId,
      text: MessageText,
      attachmentIds: AttachmentIds.default([]),
    }),
    errors: [
      "unknown-interaction",
      "not-owner",
      "empty-message",
      "too-long",
      "unknown-file",
      "file-refused",
      "no-channel",
    ],
  },
  /**
   * Sends a message that failed once more, as it was. After `delivery-unknown` the customer may get it twice: it is the
   * person who decides. `not-failed`: it is on its way, or there.
   */
  "message.resend": {
    right: "contact.handle",
    input: z.object({ messageId: MessageId }),
    errors: ["unknown-message", "not-owner", "not-failed", "no-channel"],
  },
  /** The customer sees the change when the channel has it (`message.edited`), or it fails (`message.edit-failed`). */
  "message.edit": {
    right: "contact.handle",
    input: z.object({ messageId: MessageId, text: MessageText }),
    errors: ["unknown-message", "not-owner", "empty-message", "too-long", "edit-not-possible", "edit-under-way"],
  },
  /** The customer sees it no more when the channel took it back (`message.deleted`), or it fails (`message.delete-failed`). */
  "message.delete": {
    right: "contact.handle",
    input: z.object({ messageId: MessageId }),
    errors: ["unknown-message", "not-owner", "delete-not-possible", "edit-under-way"],
  },
  /**
   * The operator has seen the conversation up to a message (its number in the log). The mark is this operator's own; the
   * customer is shown the owner's, where the channel can.
   */
  "conversation.read-up-to": {
    right: "contact.handle",
    input: z.object({ conversationId: ConversationId, uptoSeq: z.number().int().nonnegative() }),
    errors: ["unknown-conversation"],
  },
} as const satisfies Readonly<
  Record<string, { readonly right: Right; readonly input: z.ZodType; readonly errors: readonly string[] }>
>;
