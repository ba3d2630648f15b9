import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { AccountsView } from "../features/accounts/accounts-view.tsx";
import { GlobalKeysView } from "../features/global-keys/global-keys-view.tsx";
import { NetworkView } from "../features/network/network-view.tsx";
import { RepliesView } from "../features/replies/replies-view.tsx";
import { OwnSignIn } from "../features/sign-in/own-sign-in.tsx";
import { SignInDialog } from "../features/sign-in/sign-in-dialog.tsx";
import { SoundSettingsView } from "../features/sound/sound-settings-view.tsx";
import css from "./settings.module.css";
import { PART_WORDS, type SettingsSection } from "./settings-index.ts";
import { FoundSettings, SettingsSearch, useFoundSettings } from "./settings-search.tsx";
import type { SettingsPart } from "./shell-model.ts";
import { forgetSettingsHeading, openSettings, useShellStore } from "./shell-store.ts";

const VIEWS: Readonly<Record<SettingsPart, ReactNode>> = {
  sound: <SoundSettingsView />,
  accounts: <Accounts />,
  network: <NetworkView />,
  keys: <GlobalKeysView />,
  replies: <RepliesView />,
};
const PARTS = Object.keys(VIEWS) as readonly SettingsPart[];

/** The accounts, with the sign-in to a team's hub. */
function Accounts() {
  const [isSigningIn, setIsSigningIn] = useState(false);
  return (
    <>
      <AccountsView onSignIn={() => setIsSigningIn(true)} ownSignIn={<OwnSignIn />} />
      {isSigningIn && <SignInDialog onClose={() => setIsSigningIn(false)} />}
    </>
  );
}

/** The settings, a part at a time. */
export function Settings() {
  const { t } = useTranslation();
  const partId = useShellStore((shell) => shell.settingsPart);
  const page = useAskedSection();
  const [typed, setTyped] = useState("");
  const isSearching = typed.trim() !== "";
  const found = useFoundSettings(typed);
  const choose = ({ part, heading }: SettingsSection) => {
    setTyped("");
    openSettings(part, heading);
  };
  return (
    <>
      <nav className={css.parts} aria-label={t("frame.settingsParts")}>
        {PARTS.map((id) => (
          <button
            key={id}
            type="button"
            className={css.part}
            aria-current={id === partId && !isSearching ? "page" : undefined}
            onClick={() => {
              setTyped("");
              openSettings(id);
            }}
          >
            {t(PART_WORDS[id])}
          </button>
        ))}
        <SettingsSearch typed={typed} onType={setTyped} onFirst={() => found[0] && choose(found[0].section)} />
      </nav>
      <div ref={page} className={css.page}>
        {isSearching ? <FoundSettings found={found} onChoose={choose} /> : VIEWS[partId]}
      </div>
    </>
  );
}

/** Brings the section that was asked for into sight, marked and with the focus, once its page is drawn. */
function useAskedSection(): RefObject<HTMLDivElement | null> {
  const { t } = useTranslation();
  const page = useRef<HTMLDivElement>(null);
  const heading = useShellStore((shell) => shell.settingsHeading);
  useEffect(() => {
    if (heading === null) return;
    const section = page.current?.querySelector<HTMLElement>(`section[aria-label="${CSS.escape(t(heading))}"] h2`);
    section?.scrollIntoView({ block: "start" });
    section?.focus({ preventScroll: true });
    forgetSettingsHeading();
  }, [heading, t]);
  return page;
}
