import * as z from "zod";
import { FileName } from "../../../src-shared/domain/message.ts";
import type { ChannelIncoming, IncomingFile } from "../channel.ts";

const Id = z.number().int();

/** Files of a message (Bot API: PhotoSize, Document, Voice, Audio, Video, VideoNote): what is needed of each. */
const File = z.object({
  file_id: z.string().min(1).max(512),
  file_name: z.string().max(1000).optional(),
  mime_type: z.string().max(200).optional(),
  file_size: z.number().int().nonnegative().optional(),
});

const Message = z.object({
  message_id: Id,
  date: z.number().int().nonnegative(),
  chat: z.object({ id: Id, type: z.string() }),
  from: z
    .object({
      id: Id,
      is_bot: z.boolean().optional(),
      first_name: z.string().optional(),
      last_name: z.string().optional(),
      username: z.string().optional(),
      language_code: z.string().optional(),
    })
    .optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(File).optional(),
  document: File.optional(),
  voice: File.optional(),
  audio: File.optional(),
  video: File.optional(),
  video_note: File.optional(),
  sticker: z.object({ emoji: z.string().optional() }).optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  contact: z.object({ phone_number: z.string(), first_name: z.string(), last_name: z.string().optional() }).optional(),
});
type Message = z.output<typeof Message>;

/** An update as the Bot API gives it (https://core.telegram.org/bots/api#update); of other kinds only the number counts. */
export const TelegramUpdate = z.object({
  update_id: Id,
  message: Message.optional(),
  edited_message: Message.optional(),
});
export type TelegramUpdate = z.output<typeof TelegramUpdate>;

/** The kinds of updates that are asked for. */
export const ALLOWED_UPDATES = ["message", "edited_message"] as const;

const NAMELESS = {
  photo: "photo.jpg",
  voice: "voice.ogg",
  audio: "audio.mp3",
  video: "video.mp4",
  video_note: "video.mp4",
};
const TYPES = {
  photo: "image/jpeg",
  voice: "audio/ogg",
  audio: "audio/mpeg",
  video: "video/mp4",
  video_note: "video/mp4",
};

/** What an update tells the hub; null: nothing (a group, another bot, `/start` alone, a kind that was not asked for). */
export function incomingOf({ message, edited_message: edited }: TelegramUpdate): ChannelIncoming | null {
  const told = message ?? edited;
  // In a group a bot hears everybody; the hub talks with customers one by one.
  if (!told?.from || told.from.is_bot || told.chat.type !== "private") return null;
  const ids = { conversation: String(told.chat.id), message: String(told.message_id) };
  const text = textOf(told);
  if (edited) return { type: "edited", ...ids, text };
  // It is pressed before the first word: an operator would have nothing to answer.
  if (/^\/start\s*$/.test(text)) return null;
  const { id, first_name, last_name, username, language_code: language } = told.from;
  const name = [first_name, last_name].filter(Boolean).join(" ") || username || null;
  return {
    type: "received",
    ...ids,
    customer: { id: String(id), name },
    text,
    files: filesOf(told),
    sentAtMs: told.date * 1000,
    // An IETF tag of the app's own language: «ru», «en-US».
    ...(language !== undefined && { language: /^ru\b/i.test(language) ? "ru" : "en" }),
  };
}

function textOf(message: Message): string {
  const written = message.text ?? message.caption;
  if (written !== undefined) return written;
  const { sticker, location, contact } = message;
  if (sticker) return sticker.emoji ?? "[sticker]";
  if (location) return `https://www.openstreetmap.org/?mlat=${location.latitude}&mlon=${location.longitude}`;
  if (contact) return [contact.first_name, contact.last_name, contact.phone_number].filter(Boolean).join(" ");
  // A poll, a game, what Telegram invents next: the customer wrote, and somebody is to see it.
  return filesOf(message).length > 0 ? "" : "[unsupported message]";
}

function filesOf(message: Message): readonly IncomingFile[] {
  const { document } = message;
  const files: IncomingFile[] = document ? [fileOf(document, "file", "application/octet-stream")] : [];
  for (const kind of ["photo", "voice", "audio", "video", "video_note"] as const) {
    const told = message[kind];
    // A photo comes in several sizes, the largest last.
    const file = Array.isArray(told) ? told.at(-1) : told;
    if (file) files.push(fileOf(file, NAMELESS[kind], TYPES[kind]));
  }
  return files;
}

function fileOf({ file_id, file_name, mime_type, file_size }: z.output<typeof File>, name: string, type: string) {
  return { ref: file_id, name: FileName.parse(file_name ?? name), type: mime_type ?? type, size: file_size ?? null };
}
