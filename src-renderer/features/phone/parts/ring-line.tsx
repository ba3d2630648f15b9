import { useTranslation } from "react-i18next";
import { useLineName } from "../../../lib/use-line-name.ts";

/** Which line rings while another talk goes on: there the reason's place says what becomes of that talk. */
export function RingLine({ lineId, className }: { readonly lineId: string; readonly className: string | undefined }) {
  const { t } = useTranslation();
  const line = useLineName(lineId);
  return line === null ? null : <span className={className}>{t("accounts.onLine", { line })}</span>;
}
