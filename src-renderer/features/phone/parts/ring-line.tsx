import { useTranslation } from "react-i18next";
import { useLineName } from "../../../lib/use-line-name.ts";

/** Which line rings, where it is not the hub's: then there is no queue to say whose call it is. */
export function RingLine({ lineId, className }: { readonly lineId: string; readonly className: string | undefined }) {
  const { t } = useTranslation();
  const line = useLineName(lineId);
  return line === null ? null : <span className={className}>{t("accounts.onLine", { line })}</span>;
}
