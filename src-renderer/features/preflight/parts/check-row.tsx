import { IconAlertTriangle, IconCheck, IconCircleDashed, IconLoader2, IconQuestionMark } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CheckVerdict, Preflight } from "../../../../src-shared/ipc/preflight.ts";
import type { Row } from "../preflight-model.ts";
import css from "../preflight-view.module.css";
import { usePreflightWords } from "../use-preflight-words.ts";

const ICONS = {
  waiting: IconCircleDashed,
  running: IconLoader2,
  good: IconCheck,
  unsure: IconQuestionMark,
  bad: IconAlertTriangle,
} as const satisfies Record<CheckVerdict, unknown>;

const TITLES = {
  link: "preflight.link",
  phone: "preflight.phone",
  microphone: "preflight.microphone",
  headphones: "preflight.headphones",
  echo: "preflight.echo",
} as const;

const VERDICTS = {
  waiting: "preflight.isWaiting",
  running: "preflight.isRunning",
  good: "preflight.isGood",
  unsure: "preflight.isUnsure",
  bad: "preflight.isBad",
} as const;

/** One step of the check: a mark, what it is, how it stands in a word, and what that means. */
export function CheckRow({ row, check, children }: { row: Row; check: Preflight; children?: ReactNode }) {
  const { t } = useTranslation();
  const words = usePreflightWords();
  const Icon = ICONS[row.verdict];
  return (
    <li className={css.row} data-verdict={row.verdict} data-testid={`check-${row.id}`}>
      <span className={css.mark}>
        <Icon size={18} stroke={1.75} aria-hidden="true" />
      </span>
      <div className={css.what}>
        <p className={css.name}>
          {t(TITLES[row.id])} <span className={css.verdict}>{t(VERDICTS[row.verdict])}</span>
        </p>
        <p className={css.words}>{words(row.code, check)}</p>
        {children}
      </div>
    </li>
  );
}
