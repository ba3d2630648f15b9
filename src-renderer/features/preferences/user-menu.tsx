import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown, IconKeyboard, IconPhoneIncoming } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Preferences } from "../../../src-shared/ipc/workplace.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Keys } from "../../ui/keys.tsx";
import css from "./user-menu.module.css";

const icon = { size: 17, stroke: 1.5, "aria-hidden": true } as const;

type UserMenuProps = {
  readonly onHelp: () => void;
  /** Asks the training customer to call; null when it cannot. */
  readonly onCallMe: (() => void) | null;
};

/** Who is signed in, the language, the theme, and what the program runs on. */
export function UserMenu({ onHelp, onCallMe }: UserMenuProps) {
  const { t } = useTranslation();
  const operator = useWorkplace((workplace) => workplace.operator);
  const host = useWorkplace((workplace) => workplace.host);
  const name = operator?.name ?? t("preferences.nobody");
  const hostName = host.kind === "electron" ? "Electron" : t("preferences.hostStandIn");
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button type="button" className={css.target} aria-label={t("preferences.menu", { operator: name })}>
          <Avatar name={operator?.name ?? null} id={operator?.operatorId ?? "nobody"} />
          <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={css.who}>
          <p className={css.name}>{name}</p>
          {operator && <p className={css.note}>{t("preferences.extension", { extension: operator.extension })}</p>}
        </div>
        <Menu.Divider />
        <Menu.Label>{t("preferences.language")}</Menu.Label>
        <Choice change={{ locale: "ru" }} word={t("preferences.russian")} />
        <Choice change={{ locale: "en" }} word={t("preferences.english")} />
        <Menu.Divider />
        <Menu.Label>{t("preferences.theme")}</Menu.Label>
        <Choice change={{ theme: "system" }} word={t("preferences.themeSystem")} />
        <Choice change={{ theme: "light" }} word={t("preferences.themeLight")} />
        <Choice change={{ theme: "dark" }} word={t("preferences.themeDark")} />
        <Menu.Divider />
        {onCallMe && (
          <Menu.Item leftSection={<IconPhoneIncoming {...icon} />} onClick={onCallMe}>
            {t("training.callMe")}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconKeyboard {...icon} />} rightSection={<Keys>?</Keys>} onClick={onHelp}>
          {t("preferences.keys")}
        </Menu.Item>
        <Menu.Divider />
        <p className={css.host}>
          {t("preferences.host", { name: hostName, version: host.version, platform: host.platform })}
        </p>
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({ change, word }: { change: Partial<Preferences>; word: string }) {
  const command = useCommand();
  const isChosen = useWorkplace(({ preferences }) =>
    change.locale === undefined ? preferences.theme === change.theme : preferences.locale === change.locale,
  );
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={isChosen}
      closeMenuOnClick={false}
      rightSection={isChosen ? <IconCheck size={16} stroke={1.75} aria-hidden="true" /> : undefined}
      onClick={() => void command("preferences.set", change)}
    >
      {word}
    </Menu.Item>
  );
}
