import * as z from "zod";

/** How a contact is served: spoken with (one at a time), or written with (several at once). */
export const ChannelKind = z.enum(["voice", "text"]);
export type ChannelKind = z.output<typeof ChannelKind>;

/** The channels this program knows, each with its kind. A call-back order ends in a call; hence voice. */
export const KNOWN_CHANNELS = {
  voice: "voice",
  callback: "voice",
  "site-call": "voice",
  chat: "text",
  telegram: "text",
  vk: "text",
  whatsapp: "text",
  viber: "text",
  "yandex-dialogs": "text",
  max: "text",
  email: "text",
} as const satisfies Record<string, ChannelKind>;

export type KnownChannel = keyof typeof KNOWN_CHANNELS;

/** The channel of a contact as the log holds it: one of `KNOWN_CHANNELS`, or one of a newer hub's, which is shown nowhere. */
export const Channel = z
  .string()
  .max(32)
  .regex(/^[a-z][a-z0-9-]*$/);
export type Channel = z.output<typeof Channel>;

/** How a channel is served; null: this program does not know it. */
export function channelKind(channel: Channel): ChannelKind | null {
  return isKnownChannel(channel) ? KNOWN_CHANNELS[channel] : null;
}

/** Whether this program knows the channel. */
export function isKnownChannel(channel: Channel): channel is KnownChannel {
  return Object.hasOwn(KNOWN_CHANNELS, channel);
}
