import { Button, CloseButton } from "@mantine/core";
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Notice, NoticeAction } from "../../../src-shared/ipc/notices.ts";
import { setNoticeCentreOpen } from "../../lib/notice-centre.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useLeaving } from "../../lib/use-leaving.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { Message } from "../../ui/message.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { inGroups } from "./notice-model.ts";
import css from "./notice-panel.module.css";
import { NoticeRow } from "./parts/notice-row.tsx";
import { useSeeNotices } from "./use-see-notices.ts";

type PanelProps = {
  /** The bell and this: a click in it is no leaving. */
  readonly place: RefObject<HTMLElement | null>;
  readonly onAction: (action: NoticeAction) => void;
};

/** What stands now and what was told in this shift. It lies over the customer card alone and takes no call's place. */
export function NoticePanel({ place, onAction }: PanelProps) {
  const { t } = useTranslation();
  const command = useCommand();
  const panel = useRef<HTMLElement>(null);
  const notices = useWorkplace((workplace) => workplace.notices);
  const isBesideCall = useWorkplace(({ calls, wrapUps }) => calls.length + wrapUps.length > 0);
  // What was new when the centre was opened stays marked while it is open.
  const [seenBefore] = useState(() => new Set(notices.filter(({ isSeen }) => isSeen).map(({ seq }) => seq)));
  const { now, past } = inGroups(notices);
  const close = useCallback(() => setNoticeCentreOpen(false), []);
  const giveBack = useLeaving(place, close);
  useSeeNotices(notices);
  useEffect(() => panel.current?.focus(), []);
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.code !== "Escape" || event.shiftKey) return;
    event.preventDefault();
    giveBack();
  };
  const row = (notice: Notice) => (
    <NoticeRow
      key={notice.concern ?? notice.seq}
      notice={notice}
      isNew={!seenBefore.has(notice.seq)}
      onAction={(action) => {
        close();
        onAction(action);
      }}
    />
  );
  return (
    <section
      ref={panel}
      className={css.panel}
      data-beside-call={isBesideCall || undefined}
      role="dialog"
      aria-label={t("notices.title")}
      tabIndex={-1}
      onKeyDown={handleKeyDown}
    >
      <div className={css.head}>
        <h2 className={css.title}>{t("notices.title")}</h2>
        {past.length > 0 && (
          <Button variant="subtle" size="xs" onClick={() => void command("notices.clear", {})}>
            {t("notices.clearAll")}
          </Button>
        )}
        <CloseButton aria-label={t("notices.close")} onClick={giveBack} />
      </div>
      <ScrollPane label={t("notices.list")} className={css.list}>
        {notices.length === 0 && <Message title={t("notices.empty")}>{t("notices.emptyText")}</Message>}
        <div aria-live="polite">
          {now.length > 0 && <Group title={t("notices.now")}>{now.map(row)}</Group>}
          {past.length > 0 && <Group title={t("notices.past")}>{past.map(row)}</Group>}
        </div>
      </ScrollPane>
    </section>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className={css.group}>{title}</h3>
      <ul className={css.rows}>{children}</ul>
    </section>
  );
}
