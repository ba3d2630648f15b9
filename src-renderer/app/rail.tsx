import { VisuallyHidden } from "@mantine/core";
import { IconHelp, IconHistory, IconInbox, IconSettings } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { shownCount } from "../lib/shown-count.ts";
import { useWorkplace } from "../lib/workplace-store.ts";
import css from "./rail.module.css";
import type { Section } from "./shell-model.ts";
import { openSection, useShellStore } from "./shell-store.ts";

const icon = { size: 20, stroke: 1.5, "aria-hidden": true } as const;

export function Rail() {
  const { t } = useTranslation();
  const missed = useWorkplace((workplace) => workplace.missed.unseen);
  const waiting = useWorkplace((workplace) => workplace.waiting.length);
  return (
    <nav className={css.rail} data-walk="rail" aria-label={t("frame.sections")}>
      <RailButton section="queue" word={t("frame.queue")} shortcut="Control+1" count={waiting}>
        <IconInbox {...icon} />
      </RailButton>
      <RailButton
        section="history"
        word={t("frame.history")}
        shortcut="Control+2"
        count={missed}
        countLabel={t("frame.missed", { count: missed })}
        tone="danger"
      >
        <IconHistory {...icon} />
      </RailButton>
      <span className={css.gap} />
      <RailButton section="settings" word={t("frame.settings")}>
        <IconSettings {...icon} />
      </RailButton>
      <RailButton section="help" word={t("help.title")} shortcut="F1">
        <IconHelp {...icon} />
      </RailButton>
    </nav>
  );
}

type RailButtonProps = {
  readonly section: Section;
  readonly word: string;
  readonly shortcut?: string;
  readonly count?: number;
  /** What is counted, for readers; without it the bare number is read. */
  readonly countLabel?: string;
  readonly tone?: "danger";
  readonly children: React.ReactNode;
};

function RailButton({ section, word, shortcut, count = 0, countLabel, tone, children }: RailButtonProps) {
  const isHere = useShellStore((shell) => shell.section === section);
  return (
    <button
      type="button"
      className={css.item}
      aria-current={isHere ? "page" : undefined}
      aria-keyshortcuts={shortcut}
      onClick={() => openSection(section)}
    >
      {children}
      <span>{word}</span>
      {count > 0 && (
        <span className={css.count} data-tone={tone}>
          <span aria-hidden={countLabel !== undefined || undefined}>{shownCount(count)}</span>
          {countLabel !== undefined && <VisuallyHidden component="span">{countLabel}</VisuallyHidden>}
        </span>
      )}
    </button>
  );
}
