import { useTranslation } from "react-i18next";
import type { WrapUpView } from "../../../../src-shared/ipc/wrap-up.ts";
import { useClock } from "../../../lib/clock.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { isAlmostOver, leftMs, leftShare } from "../wrap-up-model.ts";
import css from "../wrap-up-view.module.css";

const RADIUS = 17;
const LENGTH = 2 * Math.PI * RADIUS;

/** The time that is left, by the hub's clock: as a ring for the eye, and in digits. */
export function Countdown({ wrapUp }: { wrapUp: WrapUpView }) {
  const { t } = useTranslation();
  const share = useClock((nowMs) => leftShare(wrapUp, nowMs));
  const isSoon = useClock((nowMs) => isAlmostOver(wrapUp, nowMs));
  const left = useClock((nowMs) => leftMs(wrapUp, nowMs));
  return (
    <div className={css.countdown} data-soon={isSoon || undefined}>
      <svg className={css.ring} viewBox="0 0 40 40" width={40} height={40} aria-hidden="true">
        <circle className={css.ringTrack} cx="20" cy="20" r={RADIUS} />
        <circle
          className={css.ringLeft}
          cx="20"
          cy="20"
          r={RADIUS}
          strokeDasharray={LENGTH}
          strokeDashoffset={LENGTH * (1 - share)}
        />
      </svg>
      <div>
        <p className={css.stage}>{left < 0 ? t("wrapUp.over") : t("wrapUp.title")}</p>
        <p className={css.timer} role="timer" data-testid="wrap-up-left">
          {left < 0 ? `+${formatDuration(-left)}` : formatDuration(left)}
        </p>
      </div>
    </div>
  );
}
