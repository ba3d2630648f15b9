import { Popover, VisuallyHidden } from "@mantine/core";
import {
  IconAlertTriangle,
  IconBulb,
  IconChevronDown,
  IconFileReport,
  IconHelp,
  IconKeyboard,
  IconLogin2,
  IconLogout2,
  IconPhoneIncoming,
  IconSettings,
  IconUser,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Keys } from "../../ui/keys.tsx";
import { PreferenceChoices } from "./parts/preference-choices.tsx";
import { useReport } from "./use-report.ts";
import css from "./user-menu.module.css";

const icon = { size: 17, stroke: 1.5, "aria-hidden": true } as const;

type MenuSection = "profile" | "settings" | "help" | "news";

type UserMenuProps = {
  readonly isNewsUnread: boolean;
  readonly onOpen: (section: MenuSection) => void;
  readonly onKeys: () => void;
  /** Opens where one signs in and out. */
  readonly onAccounts: () => void;
  /** Asks before it signs out; offered to who signed in with a password. */
  readonly onSignOut: () => void;
  /** Asks the training customer to call; null when it cannot. */
  readonly onCallMe: (() => void) | null;
};

/** Who is signed in, the language, the theme, and what the program runs on. */
export function UserMenu(props: UserMenuProps) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const operator = useWorkplace((workplace) => workplace.operator);
  const isObscured = useWorkplace(({ host }) => host.keyStore === "obscured");
  const menuWords = t("preferences.menu", { operator: operator?.name ?? t("preferences.nobody") });
  const menuName = props.isNewsUnread ? `${menuWords}, ${t("news.unread")}` : menuWords;
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      width={264}
      withinPortal={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button type="button" className={css.target} onClick={() => setIsOpen((opened) => !opened)}>
          <VisuallyHidden component="span">{menuName}</VisuallyHidden>
          <Avatar name={operator?.name ?? null} id={operator?.operatorId ?? "nobody"} />
          {props.isNewsUnread && <span className={css.dot} />}
          {isObscured && <IconAlertTriangle className={css.warning} size={15} stroke={1.5} aria-hidden="true" />}
          <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={menuWords}>
        <Actions {...props} onChosen={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

type ActionsProps = UserMenuProps & { readonly onChosen: () => void };

/** Apart, so that a closed menu looks for no words. */
function Actions({ isNewsUnread, onOpen, onKeys, onAccounts, onSignOut, onCallMe, onChosen }: ActionsProps) {
  const { t } = useTranslation();
  const report = useReport();
  const operator = useWorkplace((workplace) => workplace.operator);
  const host = useWorkplace((workplace) => workplace.host);
  const isSignedIn = useWorkplace(({ session }) => session?.state === "in");
  const isObscured = host.keyStore === "obscured";
  const hostName = host.kind === "electron" ? "Electron" : t("preferences.hostStandIn");
  const thenClose = (action: () => void) => () => {
    onChosen();
    action();
  };
  const go = (section: MenuSection) => thenClose(() => onOpen(section));
  return (
    <div className={css.menu}>
      <div>
        <p className={css.name}>{operator?.name ?? t("preferences.nobody")}</p>
        {operator && operator.extension !== "" && (
          <p className={css.note}>{t("preferences.extension", { extension: operator.extension })}</p>
        )}
      </div>
      {isObscured && <p className={css.caution}>{t("preferences.keysObscured")}</p>}
      <div className={css.actions}>
        <Action icon={<IconUser {...icon} />} word={t("profile.title")} onClick={go("profile")} />
        <Action icon={<IconSettings {...icon} />} word={t("frame.settings")} onClick={go("settings")} />
        <Action icon={<IconHelp {...icon} />} word={t("help.title")} keys="F1" onClick={go("help")} />
        <Action icon={<IconBulb {...icon} />} word={t("news.title")} onClick={go("news")}>
          <span className={css.version} data-unread={isNewsUnread || undefined}>
            {isNewsUnread && <VisuallyHidden component="span">{t("news.unread")}</VisuallyHidden>}
            {host.version}
          </span>
        </Action>
        <Action icon={<IconKeyboard {...icon} />} word={t("preferences.keys")} keys="?" onClick={thenClose(onKeys)} />
        {onCallMe && (
          <Action icon={<IconPhoneIncoming {...icon} />} word={t("training.callMe")} onClick={thenClose(onCallMe)} />
        )}
        <Action icon={<IconFileReport {...icon} />} word={t("preferences.report")} onClick={thenClose(report)} />
      </div>
      <PreferenceChoices />
      <div className={css.actions} data-last>
        {isSignedIn ? (
          <Action icon={<IconLogout2 {...icon} />} word={t("session.signOut")} onClick={thenClose(onSignOut)} />
        ) : (
          <Action icon={<IconLogin2 {...icon} />} word={t("preferences.accounts")} onClick={thenClose(onAccounts)} />
        )}
      </div>
      <p className={css.host}>
        {t("preferences.host", { name: hostName, version: host.version, platform: host.platform })}
      </p>
    </div>
  );
}

type ActionProps = {
  readonly icon: ReactNode;
  readonly word: string;
  readonly keys?: string;
  readonly onClick: () => void;
  readonly children?: ReactNode;
};

function Action({ icon: sign, word, keys, onClick, children }: ActionProps) {
  return (
    <button type="button" className={css.action} onClick={onClick}>
      {sign}
      {word}
      {keys && <Keys>{keys}</Keys>}
      {children}
    </button>
  );
}
