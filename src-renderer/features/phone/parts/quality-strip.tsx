import { IconClockPause, IconCpu, IconWifi } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { LiveQuality, QualityCause } from "../../../../src-shared/domain/quality/call-quality.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { formatPercent } from "../../../lib/format-quality.ts";
import css from "../call-bar-view.module.css";

const icon = { size: 16, stroke: 1.5, "aria-hidden": true } as const;

const KEYS = {
  "weak-wifi": "quality.weakWifi",
  "own-network": "quality.ownNetwork",
  "own-uplink": "quality.ownUplink",
  "customer-side": "quality.customerSide",
  delay: "quality.delay",
  overloaded: "quality.overloaded",
} as const satisfies Record<QualityCause, string>;

/** Why the talk sounds badly, and what helps; nothing is said of what one cannot hear. */
export function QualityStrip({ quality }: { quality: LiveQuality }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { cause, level, lossShare } = quality;
  if (cause === null || level === "good" || level === "fair") return null;
  const isLossTold = lossShare >= 0.01 && cause !== "delay" && cause !== "overloaded";
  return (
    <p className={css.strip} data-testid="quality-strip">
      {cause === "overloaded" ? (
        <IconCpu {...icon} />
      ) : cause === "delay" ? (
        <IconClockPause {...icon} />
      ) : (
        <IconWifi {...icon} />
      )}
      <span>
        {isLossTold && `${t("quality.lossTold", { share: formatPercent(lossShare, locale) })} `}
        {t(KEYS[cause])}
      </span>
    </p>
  );
}
