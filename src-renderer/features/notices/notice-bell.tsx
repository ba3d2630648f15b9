import { VisuallyHidden } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { Suspense, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { NoticeAction } from "../../../src-shared/ipc/notices.ts";
import { later } from "../../lib/later.tsx";
import { setNoticeCentreOpen, useNoticeCentre } from "../../lib/notice-centre.ts";
import { openNoticeCentre } from "../../lib/show-toast.ts";
import { shownCount } from "../../lib/shown-count.ts";
import { useSettledWorkplace } from "../../lib/workplace-store.ts";
import css from "./notice-bell.module.css";
import { unseenCount } from "./notice-model.ts";

const NoticePanel = later(async () => (await import("./notice-panel.tsx")).NoticePanel);

/** The bell with the count of what was not seen; a click opens the notification centre. */
export function NoticeBell({ onAction }: { readonly onAction: (action: NoticeAction) => void }) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const isOpen = useNoticeCentre((centre) => centre.isOpen);
  const count = useSettledWorkplace(({ notices }) => unseenCount(notices));
  return (
    <div ref={place} className={css.place}>
      <button
        type="button"
        className={css.bell}
        data-tour="notices"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => (isOpen ? setNoticeCentreOpen(false) : openNoticeCentre())}
      >
        <IconBell size={20} stroke={1.5} aria-hidden="true" />
        <VisuallyHidden component="span">
          {count === 0 ? t("notices.title") : t("notices.titleUnseen", { count })}
        </VisuallyHidden>
        {count > 0 && (
          <span className={css.count} aria-hidden="true">
            {shownCount(count)}
          </span>
        )}
      </button>
      {isOpen && (
        <Suspense>
          <NoticePanel place={place} onAction={onAction} />
        </Suspense>
      )}
    </div>
  );
}
