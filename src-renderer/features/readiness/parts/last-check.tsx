import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { preflightVerdict } from "../../../../src-shared/ipc/preflight-verdict.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { formatTime } from "../../../lib/format-date.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import css from "../readiness-view.module.css";

/** What the last «Проверка связи» found, and the way to the next. */
export function LastCheck({ onCheck }: { readonly onCheck: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const check = useWorkplace((workplace) => workplace.preflight);
  const verdict = check && preflightVerdict(check);
  const time = check?.finishedAtMs ? formatTime(check.finishedAtMs, locale) : null;
  return (
    <div className={css.check}>
      <p data-verdict={verdict}>{words()}</p>
      <Button size="xs" variant="default" onClick={onCheck}>
        {t("preflight.open")}
      </Button>
    </div>
  );

  function words(): string {
    if (time === null) return "";
    if (verdict === "good") return t("preflight.lastGood", { time });
    return verdict === "unsure" ? t("preflight.lastUnsure", { time }) : t("preflight.lastBad", { time });
  }
}
