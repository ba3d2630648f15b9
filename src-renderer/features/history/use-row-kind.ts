import { useTranslation } from "react-i18next";
import { useChannelWords } from "../../lib/use-channel-words.ts";
import type { ShownRow } from "./history-model.ts";

/** What a row was: «Входящий», «Звонок с сайта», «Telegram», and the glyph of it. */
export function useRowKind(): (row: ShownRow) => { readonly tile: "in" | "out" | "text"; readonly words: string } {
  const { t } = useTranslation();
  const channelWords = useChannelWords();
  return ({ direction, visit, text, kind }) => {
    if (text || kind === "text")
      return { tile: "text", words: channelWords({ channel: text?.channel ?? "", direction, kind: "text" }) };
    if (direction === "out") return { tile: "out", words: t("history.outgoing") };
    return { tile: "in", words: visit ? t("phone.siteCall") : t("history.incoming") };
  };
}
