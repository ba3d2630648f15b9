import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AccountsView } from "../features/accounts/accounts-view.tsx";
import { GlobalKeysView } from "../features/global-keys/global-keys-view.tsx";
import { NetworkView } from "../features/network/network-view.tsx";
import { SoundSettingsView } from "../features/sound/sound-settings-view.tsx";
import css from "./settings.module.css";
import type { SettingsPart } from "./shell-model.ts";
import { openSettings, useShellStore } from "./shell-store.ts";

const PARTS = [
  { id: "sound", word: "frame.settingsSound", view: <SoundSettingsView /> },
  { id: "accounts", word: "frame.settingsAccounts", view: <AccountsView /> },
  { id: "network", word: "frame.settingsNetwork", view: <NetworkView /> },
  { id: "keys", word: "globalKeys.page", view: <GlobalKeysView /> },
] as const satisfies readonly { readonly id: SettingsPart; readonly word: string; readonly view: ReactNode }[];

/** The settings, a part at a time. */
export function Settings() {
  const { t } = useTranslation();
  const partId = useShellStore((shell) => shell.settingsPart);
  return (
    <>
      <nav className={css.parts} aria-label={t("frame.settingsParts")}>
        {PARTS.map(({ id, word }) => (
          <button
            key={id}
            type="button"
            className={css.part}
            aria-current={id === partId ? "page" : undefined}
            onClick={() => openSettings(id)}
          >
            {t(word)}
          </button>
        ))}
      </nav>
      {PARTS.find(({ id }) => id === partId)?.view}
    </>
  );
}
