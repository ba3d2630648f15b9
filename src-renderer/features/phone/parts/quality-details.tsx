import { useTranslation } from "react-i18next";
import type { DirectionQuality, QualityWindow } from "../../../../src-shared/domain/quality/call-quality.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { formatMos, formatPercent } from "../../../lib/format-quality.ts";
import css from "./quality-details.module.css";

/** Both directions of the last five seconds in numbers, for who wants to know. */
export function QualityDetails({ window }: { window: QualityWindow | null }) {
  const { t } = useTranslation();
  if (window === null) return <p className={css.note}>{t("quality.measuring")}</p>;
  return (
    <>
      <table className={css.table}>
        <caption className={css.note}>{t("quality.lastSeconds")}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("quality.mos")}</th>
            <th scope="col">{t("quality.loss")}</th>
            <th scope="col">{t("quality.jitter")}</th>
          </tr>
        </thead>
        <tbody>
          <Direction name={t("quality.heard")} measured={window.heard} />
          <Direction name={t("quality.said")} measured={window.said} />
        </tbody>
      </table>
      <p className={css.note}>
        {window.roundTripMs !== null && t("quality.roundTrip", { ms: Math.round(window.roundTripMs) })}
        {window.codec && ` · ${window.codec}`}
      </p>
    </>
  );
}

function Direction({ name, measured }: { name: string; measured: DirectionQuality | null }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <tr>
      <th scope="row">{name}</th>
      {measured ? (
        <>
          <td>{formatMos(measured.mos, locale)}</td>
          <td>{formatPercent(measured.lossShare, locale)}</td>
          <td>{t("quality.ms", { ms: Math.round(measured.jitterMs) })}</td>
        </>
      ) : (
        <td colSpan={3}>{t("quality.notMeasured")}</td>
      )}
    </tr>
  );
}
