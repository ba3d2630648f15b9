import * as z from "zod";
import { AttachmentId } from "../ids.ts";
import { MESSAGE_ATTACHMENTS_LIMIT, MESSAGE_TEXT_LIMIT } from "./message-limits.ts";

/**
 * The text of a message: any language, line breaks and tabs, no other control characters. What cannot be stored or shown
 * (NUL, lone surrogates) is taken out rather than refused: a customer is not to be lost for it.
 */
export const MessageText = z
  .string()
  .max(MESSAGE_TEXT_LIMIT)
  .transform((text) => cleanText(text));

/** Takes out of a text what neither a database nor a screen can hold. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, "");
}

/** A file's name as it is shown: its last part only, no control characters, and none that turn the text around them. */
export const FileName = z
  .string()
  .max(1000)
  .transform((name) => cleanFileName(name));

function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const shown = last.replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, "").trim();
  // The end holds the kind of the file; a pair that was cut in two would be a lone surrogate.
  return shown.slice(-120).replace(/\p{Cs}/gu, "") || "file";
}

/** A file of a message. `type` is a media type (RFC 6838), as told until the file was looked into; `size` in bytes, null when untold. */
export const Attachment = z.object({
  attachmentId: AttachmentId,
  name: FileName,
  type: z
    .string()
    .max(127)
    .regex(/^[\w.+-]+\/[\w.+-]+$/),
  size: z.number().int().nonnegative().nullable(),
});
export type Attachment = z.output<typeof Attachment>;

/** The files of one message. */
export const Attachments = z.array(Attachment).max(MESSAGE_ATTACHMENTS_LIMIT);

/** The ids of them, as a message is asked for. */
export const AttachmentIds = z.array(AttachmentId).max(MESSAGE_ATTACHMENTS_LIMIT);

/** Who wrote: the customer, an operator, or the hub itself (a reminder, a greeting). */
export const MessageFrom = z.enum(["customer", "operator", "system"]);
export type MessageFrom = z.output<typeof MessageFrom>;

/**
 * Why a message did not get to the customer. `delivery-unknown`: the hub fell while the channel had it, and the channel
 * cannot be asked; sending again might double it, so a person decides.
 */
export const DeliveryFailure = z.enum([
  "blocked",
  "too-long",
  "file-refused",
  "conversation-gone",
  "channel-refused",
  "channel-unreachable",
  "delivery-unknown",
]);
export type DeliveryFailure = z.output<typeof DeliveryFailure>;

/**
 * How far a message of ours got.
 *
 * ```
 *  sending --> sent --> delivered --> read
 *     |          |
 *     +----------+--> failed(code)
 * ```
 */
export const Delivery = z.discriminatedUnion("state", [
  z.object({ state: z.enum(["sending", "sent", "delivered", "read"]) }),
  z.object({ state: z.literal("failed"), code: DeliveryFailure }),
]);
export type Delivery = z.output<typeof Delivery>;

const DELIVERY_ORDER = ["sending", "sent", "delivered", "read"] as const;

/** Whether a delivery may become another; a late word never takes it back. */
export function mayDeliveryBecome(before: Delivery, after: Delivery): boolean {
  if (before.state === "failed") return false;
  if (after.state === "failed") return before.state === "sending" || before.state === "sent";
  return DELIVERY_ORDER.indexOf(after.state) > DELIVERY_ORDER.indexOf(before.state);
}
