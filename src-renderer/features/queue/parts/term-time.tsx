import { useTranslation } from "react-i18next";
import { useClock } from "../../../lib/clock.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { TermMark } from "../../../ui/term-mark.tsx";
import { termLeft } from "../queue-model.ts";
import css from "../queue-view.module.css";

type TermTimeProps = {
  readonly term: { readonly fromMs: number; readonly dueMs: number };
  /** The time it stands at, while nobody knows whether they still wait; null: it runs. */
  readonly standsAtMs: number | null;
};

/** The time that is left to answer, with its pie; too late it counts up, with a plus. */
export function TermTime({ term, standsAtMs }: TermTimeProps) {
  const { t } = useTranslation();
  // Drawn again when the second, or a twentieth of the pie, is another.
  const told = useClock((nowMs) => {
    const { leftMs, spent, tone } = termLeft(term, standsAtMs ?? nowMs);
    return `${tone} ${Math.round(spent * 20)} ${tone === "late" ? Math.floor(-leftMs / 1000) : Math.ceil(leftMs / 1000)}`;
  });
  const [tone, twentieths, seconds] = told.split(" ") as ["calm" | "soon" | "late", string, string];
  const time = formatDuration(Number(seconds) * 1000);
  return (
    <span className={css.term} data-tone={tone} title={t(tone === "late" ? "queue.termOver" : "queue.termLeft")}>
      <TermMark tone={tone} spent={Number(twentieths) / 20} />
      {tone === "late" ? `+${time}` : time}
    </span>
  );
}
