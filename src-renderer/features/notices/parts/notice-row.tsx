import { Button, VisuallyHidden } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Notice, NoticeAction } from "../../../../src-shared/ipc/notices.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { formatTime } from "../../../lib/format-date.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { isStanding } from "../notice-model.ts";
import css from "../notice-panel.module.css";

const ICONS = {
  danger: IconAlertTriangle,
  warn: IconAlertCircle,
  good: IconCircleCheck,
  calm: IconInfoCircle,
} as const;

const ACTION_WORDS = {
  sound: "notices.openSound",
  accounts: "notices.openAccounts",
  check: "notices.check",
  missed: "notices.showMissed",
  online: "status.goOnline",
  call: "notices.showCall",
  article: "help.whatToDo",
} as const satisfies Record<NoticeAction["kind"], string>;

type RowProps = {
  readonly notice: Notice;
  readonly isNew: boolean;
  readonly onAction: (action: NoticeAction) => void;
};

/** A notice: when, what, how often, and what can be done about it while that still can be done. */
export function NoticeRow({ notice, isNew, onAction }: RowProps) {
  const { t } = useTranslation();
  const action = useOpenAction(notice);
  const Icon = ICONS[notice.tone];
  return (
    <li className={css.row} data-tone={notice.tone} data-over={notice.endedAtMs !== null || undefined}>
      <Icon className={css.icon} size={18} stroke={1.5} aria-hidden="true" />
      <div className={css.words}>
        <p className={css.name}>
          {notice.title}
          {isNew && (
            <span className={css.new}>
              <VisuallyHidden component="span">{t("notices.new")}</VisuallyHidden>
            </span>
          )}
        </p>
        {notice.message !== "" && <p className={css.message}>{notice.message}</p>}
        <p className={css.when}>
          <Times notice={notice} />
        </p>
        {action && (
          <Button variant="default" size="xs" className={css.action} onClick={() => onAction(action)}>
            {t(ACTION_WORDS[action.kind])}
          </Button>
        )}
      </div>
    </li>
  );
}

function Times({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { atMs, firstAtMs, endedAtMs, count } = notice;
  const time = (ms: number) => formatTime(ms, locale);
  const when = isStanding(notice)
    ? t("notices.since", { time: time(atMs) })
    : endedAtMs === null || time(endedAtMs) === time(atMs)
      ? time(atMs)
      : t("notices.fromTo", { from: time(atMs), to: time(endedAtMs) });
  return count === 1 ? when : `${when} · ${t("notices.times", { count, time: time(firstAtMs) })}`;
}

/** A call that is gone cannot be shown, and what is over needs no way out of it. */
function useOpenAction({ action, concern, endedAtMs }: Notice): NoticeAction | null {
  const isThere = useWorkplace(
    ({ calls }) => action?.kind !== "call" || calls.some(({ callId }) => callId === action.callId),
  );
  const isOver = concern !== null && endedAtMs !== null;
  return isThere && !isOver ? action : null;
}
