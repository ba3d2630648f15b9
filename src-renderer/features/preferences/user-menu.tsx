import { Popover, VisuallyHidden } from "@mantine/core";
import {
  IconAlertTriangle,
  IconChevronDown,
  IconFileReport,
  IconKeyboard,
  IconLogin2,
  IconPhoneIncoming,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Keys } from "../../ui/keys.tsx";
import { PreferenceChoices } from "./parts/preference-choices.tsx";
import { useReport } from "./use-report.ts";
import css from "./user-menu.module.css";

const icon = { size: 17, stroke: 1.5, "aria-hidden": true } as const;

type UserMenuProps = {
  readonly onHelp: () => void;
  /** Opens where one signs in and out. */
  readonly onAccounts: () => void;
  /** Asks the training customer to call; null when it cannot. */
  readonly onCallMe: (() => void) | null;
};

/** Who is signed in, the language, the theme, and what the program runs on. */
export function UserMenu({ onHelp, onAccounts, onCallMe }: UserMenuProps) {
  const { t } = useTranslation();
  const report = useReport();
  const [isOpen, setIsOpen] = useState(false);
  const operator = useWorkplace((workplace) => workplace.operator);
  const host = useWorkplace((workplace) => workplace.host);
  const isObscured = host.keyStore === "obscured";
  const name = operator?.name ?? t("preferences.nobody");
  const hostName = host.kind === "electron" ? "Electron" : t("preferences.hostStandIn");
  const thenClose = (action: () => void) => () => {
    setIsOpen(false);
    action();
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      width={280}
      withinPortal={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button type="button" className={css.target} onClick={() => setIsOpen((opened) => !opened)}>
          <VisuallyHidden component="span">{t("preferences.menu", { operator: name })}</VisuallyHidden>
          <Avatar name={operator?.name ?? null} id={operator?.operatorId ?? "nobody"} />
          {isObscured && <IconAlertTriangle className={css.warning} size={15} stroke={1.5} aria-hidden="true" />}
          <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("preferences.menu", { operator: name })}>
        <div className={css.menu}>
          <div>
            <p className={css.name}>{name}</p>
            {operator && operator.extension !== "" && (
              <p className={css.note}>{t("preferences.extension", { extension: operator.extension })}</p>
            )}
          </div>
          {isObscured && <p className={css.caution}>{t("preferences.keysObscured")}</p>}
          <PreferenceChoices />
          <div className={css.actions}>
            {onCallMe && (
              <button type="button" className={css.action} onClick={thenClose(onCallMe)}>
                <IconPhoneIncoming {...icon} />
                {t("training.callMe")}
              </button>
            )}
            <button type="button" className={css.action} onClick={thenClose(onAccounts)}>
              <IconLogin2 {...icon} />
              {t("preferences.accounts")}
            </button>
            <button type="button" className={css.action} onClick={thenClose(onHelp)}>
              <IconKeyboard {...icon} />
              {t("preferences.keys")}
              <Keys>?</Keys>
            </button>
            <button type="button" className={css.action} onClick={thenClose(report)}>
              <IconFileReport {...icon} />
              {t("preferences.report")}
            </button>
          </div>
          <p className={css.host}>
            {t("preferences.host", { name: hostName, version: host.version, platform: host.platform })}
          </p>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
