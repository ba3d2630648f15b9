import { useTranslation } from "react-i18next";
import type { StatusView } from "../../../../src-shared/ipc/workplace.ts";
import { useClock } from "../../../lib/clock.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { ToneChip } from "../../../ui/tone-chip.tsx";
import { limitMinutes, overLimitMs } from "../status-model.ts";

/** «из 30 минут» beside the timer of a break; after the limit, by how much it is over. */
export function BreakLimit({ view }: { view: StatusView }) {
  const { t } = useTranslation();
  const over = useClock((nowMs) => {
    const overMs = overLimitMs(view, nowMs);
    return overMs === null ? null : formatDuration(overMs);
  });
  if (view.limitMs === null) return null;
  if (over !== null) return <ToneChip tone="danger">{t("status.overLimit", { over })}</ToneChip>;
  const limit = t("status.minutes", { count: limitMinutes(view.limitMs) });
  return <ToneChip tone="plain">{t("status.ofLimit", { limit })}</ToneChip>;
}
