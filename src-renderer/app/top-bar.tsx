import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { NoticeBell } from "../features/notices/notice-bell.tsx";
import { UserMenu } from "../features/preferences/user-menu.tsx";
import { ReadinessIndicator } from "../features/readiness/readiness-view.tsx";
import { StatusControl } from "../features/status/status-view.tsx";
import { useCallMe } from "../features/training/use-call-me.ts";
import { useIsNewsUnread } from "../features/whats-new/use-news.ts";
import { Keys } from "../ui/keys.tsx";
import { Logo } from "../ui/logo.tsx";
import { useNoticeAction } from "./notices/use-notice-action.ts";
import { openSection, openSettings, setCheckOpen, setHelpOpen, setPaletteOpen, setSignOutOpen } from "./shell-store.ts";
import css from "./top-bar.module.css";

export function TopBar() {
  const { t } = useTranslation();
  const callMe = useCallMe();
  const act = useNoticeAction();
  const isNewsUnread = useIsNewsUnread();
  return (
    <header className={css.bar} data-walk="bar">
      <span className={css.brand} role="img" aria-label={t("frame.title")}>
        <Logo />
      </span>
      <StatusControl />
      <ReadinessIndicator onCheck={() => setCheckOpen(true)} />
      <span className={css.gap} />
      <button
        type="button"
        className={css.commands}
        data-tour="commands"
        aria-keyshortcuts="Control+K"
        onClick={() => setPaletteOpen(true)}
      >
        <IconSearch size={16} stroke={1.5} aria-hidden="true" />
        <span className={css.commandsWord}>{t("palette.title")}</span>
        <Keys>Ctrl K</Keys>
      </button>
      <span className={css.gap} />
      <NoticeBell onAction={act} />
      <UserMenu
        isNewsUnread={isNewsUnread}
        onOpen={openSection}
        onKeys={() => setHelpOpen(true)}
        onAccounts={() => openSettings("accounts")}
        onSignOut={() => setSignOutOpen(true)}
        onCallMe={callMe}
      />
    </header>
  );
}
