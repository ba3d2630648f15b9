import { Button } from "@mantine/core";
import { IconRestore } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HotkeyAction } from "../../../src-shared/domain/global-hotkeys.ts";
import { SettingsPage, SettingsPart } from "../../ui/settings-page.tsx";
import css from "./global-keys-view.module.css";
import { KeyRow } from "./parts/key-row.tsx";
import { WindowKeys } from "./parts/window-keys.tsx";
import { useGlobalKeys } from "./use-global-keys.ts";

/** «Настройки → Клавиши»: the keys of a call in any program, to be chosen, and the keys of the window, to be read. */
export function GlobalKeysView() {
  const { t } = useTranslation();
  const { keys, choose, reset } = useGlobalKeys();
  const [recording, setRecording] = useState<HotkeyAction | null>(null);
  return (
    <SettingsPage title={t("globalKeys.page")} caption={t("globalKeys.caption")}>
      <SettingsPart
        title={t("globalKeys.title")}
        aside={
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconRestore size={16} stroke={1.5} aria-hidden="true" />}
            onClick={() => void reset()}
          >
            {t("globalKeys.reset")}
          </Button>
        }
      >
        <p className={css.note}>{t("globalKeys.note")}</p>
        <div className={css.rows}>
          {keys.map((view) => (
            <KeyRow
              key={view.action}
              view={view}
              keys={keys}
              isRecording={recording === view.action}
              onRecord={(isRecording) => setRecording(isRecording ? view.action : null)}
              onChoose={(chord) => {
                setRecording(null);
                void choose(view.action, chord);
              }}
            />
          ))}
        </div>
      </SettingsPart>
      <SettingsPart title={t("globalKeys.inWindow")}>
        <p className={css.note}>{t("frame.keysNote")}</p>
        <WindowKeys />
      </SettingsPart>
    </SettingsPage>
  );
}
