import type { ParseKeys } from "i18next";
import { useTranslation } from "react-i18next";
import type { KnownChannel } from "../../src-shared/domain/channel.ts";
import type { CardContact } from "../../src-shared/ipc/customer.ts";

// Not asked of domain/channel.ts: it holds zod, which no window waits for at its start.
const WORDS = {
  chat: "customer.channelChat",
  telegram: "customer.channelTelegram",
  vk: "customer.channelVk",
  whatsapp: "customer.channelWhatsapp",
  viber: "customer.channelViber",
  max: "customer.channelMax",
  email: "customer.channelEmail",
  "yandex-dialogs": "customer.channelYandex",
  "site-call": "phone.siteCall",
  callback: "phone.callBack",
} as const satisfies Partial<Record<KnownChannel, ParseKeys>>;

/** «Telegram», «Звонок с сайта», or «Входящий» of a call. */
export function useChannelWords(): (contact: Pick<CardContact, "channel" | "direction" | "kind">) => string {
  const { t } = useTranslation();
  return ({ channel, direction, kind }) => {
    if (hasWords(channel)) return t(WORDS[channel]);
    if (kind === "text") return t("customer.channelText");
    return t(direction === "in" ? "history.incoming" : "history.outgoing");
  };
}

function hasWords(channel: string): channel is keyof typeof WORDS {
  return Object.hasOwn(WORDS, channel);
}
