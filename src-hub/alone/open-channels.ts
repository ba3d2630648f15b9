import { TextChannelSettings } from "../../src-shared/domain/text-channel-settings.ts";
import { systemClock } from "../clock.ts";
import type { ChannelBinding } from "../text/text-needs.ts";
import type { Values } from "./variables.ts";

/** The text channels the environment names. Their libraries are loaded only where there is one. */
export async function openChannels({
  TELEGRAM_BOT_TOKEN: token,
  TELEGRAM_QUEUE: queueId,
  TELEGRAM_API_URL: apiRoot,
  HUB_PUBLIC_URL: publicUrl,
}: Values): Promise<readonly ChannelBinding[]> {
  if (token === undefined || queueId === undefined) return [];
  const { TelegramChannel, telegramBotId } = await import("../channels/telegram/telegram-channel.ts");
  // Telegram posts to https only.
  const isReachable = publicUrl?.startsWith("https://") === true;
  const webhookUrl = isReachable ? `${publicUrl}/api/v1/channels/telegram/${telegramBotId(token)}/webhook` : null;
  const channel = new TelegramChannel({ token, clock: systemClock, webhookUrl, ...(apiRoot && { apiRoot }) });
  return [{ channel, settings: TextChannelSettings.parse({ queueId }) }];
}
