import { Menu, VisuallyHidden } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { ClockText } from "../../ui/clock-text.tsx";
import { StatusMark } from "../../ui/status-mark.tsx";
import { ToneChip } from "../../ui/tone-chip.tsx";
import { BreakLimit } from "./parts/break-limit.tsx";
import { StatusChoices } from "./parts/status-choices.tsx";
import { statusMark } from "./status-model.ts";
import css from "./status-view.module.css";
import { setStatusMenuOpen, useNextWord, useStatusMenu, useStatusWord } from "./use-status.ts";

/** The operator's status with its timer, always in sight; a menu changes it. */
export function StatusControl() {
  const { t } = useTranslation();
  const view = useWorkplace((workplace) => workplace.status);
  const isOnline = useWorkplace((workplace) => workplace.link.state === "online");
  const isOpen = useStatusMenu((state) => state.isOpen);
  const word = useStatusWord();
  const current = word(view.status, view.reason);
  const pending = view.pending && word(view.pending.status, "reason" in view.pending ? view.pending.reason : null);
  const next = useNextWord();
  return (
    <Menu
      opened={isOpen}
      onChange={setStatusMenuOpen}
      position="bottom-start"
      width={280}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      returnFocus
    >
      <Menu.Target>
        <button
          type="button"
          className={css.control}
          data-testid="status"
          data-stale={!isOnline || undefined}
          aria-keyshortcuts="Control+Shift+S"
          title="Ctrl Shift S"
        >
          <VisuallyHidden component="span">{t("status.change")}:</VisuallyHidden>
          <StatusMark kind={statusMark(view.status, view.reason)} />
          <span className={css.word}>{current}</span>
          <span className={css.rule} />
          <span className={css.timer} role="timer">
            <ClockText sinceMs={view.sinceMs} />
          </span>
          <BreakLimit view={view} />
          {next && <ToneChip tone="warn">{t("status.next", { status: next })}</ToneChip>}
          {pending && (
            <ToneChip tone="warn">
              {isOnline ? t("status.pending", { status: pending }) : t("status.pendingOffline", { status: pending })}
            </ToneChip>
          )}
          <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </button>
      </Menu.Target>
      <StatusChoices />
    </Menu>
  );
}
