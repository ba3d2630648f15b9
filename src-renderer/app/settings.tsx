import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { AccountsView } from "../features/accounts/accounts-view.tsx";
import { NetworkView } from "../features/network/network-view.tsx";
import { SoundSettingsView } from "../features/sound/sound-settings-view.tsx";
import css from "./settings.module.css";

const PARTS = [
  { id: "sound", word: "frame.settingsSound", view: <SoundSettingsView /> },
  { id: "accounts", word: "frame.settingsAccounts", view: <AccountsView /> },
  { id: "network", word: "frame.settingsNetwork", view: <NetworkView /> },
] as const satisfies readonly { readonly id: string; readonly word: string; readonly view: ReactNode }[];

/** The settings, a part at a time. */
export function Settings() {
  const { t } = useTranslation();
  const [partId, setPartId] = useState<(typeof PARTS)[number]["id"]>("sound");
  return (
    <>
      <nav className={css.parts} aria-label={t("frame.settingsParts")}>
        {PARTS.map(({ id, word }) => (
          <button
            key={id}
            type="button"
            className={css.part}
            aria-current={id === partId ? "page" : undefined}
            onClick={() => setPartId(id)}
          >
            {t(word)}
          </button>
        ))}
      </nav>
      {PARTS.find(({ id }) => id === partId)?.view}
    </>
  );
}
