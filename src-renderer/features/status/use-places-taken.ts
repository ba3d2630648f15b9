import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n/use-locale.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { holdersText } from "./use-refusals.ts";

/** Why there is no place for a break; null: there is one. Without the link it is not known, and the hub decides. */
export function usePlacesTaken(): string | null {
  const { t } = useTranslation();
  const locale = useLocale();
  const block = useWorkplace(({ breakBlock, link }) => (link.state === "online" ? breakBlock : null));
  const colleagues = useWorkplace((workplace) => workplace.colleagues);
  return block && t("status.placesTaken", { who: holdersText(block, colleagues, locale, t) });
}
