import * as z from "zod";
import { TextChannelSettings } from "../../src-shared/domain/text-channel-settings.ts";
import { systemClock } from "../clock.ts";
import type { ChannelBinding } from "../text/text-needs.ts";
import { TELEGRAM_TOKEN, type Values } from "./variables.ts";

/** A Telegram bot as TELEGRAM_BOTS_FILE names it: its token, and how its chats are served. */
export const TelegramBot = TextChannelSettings.extend({ token: z.string().regex(TELEGRAM_TOKEN) });
export type TelegramBot = z.output<typeof TelegramBot>;

/** The text channels the environment names. Their libraries are loaded only where there is one. */
export async function openChannels(values: Values, bots: readonly TelegramBot[]): Promise<readonly ChannelBinding[]> {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_QUEUE: queueId } = values;
  const one = token === undefined || queueId === undefined ? [] : [TelegramBot.parse({ token, queueId })];
  return Promise.all([...one, ...bots].map((bot) => openBot(values, bot)));
}

async function openBot(
  { TELEGRAM_API_URL: apiRoot, HUB_PUBLIC_URL: publicUrl }: Values,
  { token, ...settings }: TelegramBot,
): Promise<ChannelBinding> {
  const { TelegramChannel, telegramBotId } = await import("../channels/telegram/telegram-channel.ts");
  // Telegram posts to https only.
  const isReachable = publicUrl?.startsWith("https://") === true;
  const webhookUrl = isReachable ? `${publicUrl}/api/v1/channels/telegram/${telegramBotId(token)}/webhook` : null;
  const channel = new TelegramChannel({ token, clock: systemClock, webhookUrl, ...(apiRoot && { apiRoot }) });
  return { channel, settings };
}
