import { useTranslation } from "react-i18next";
import { chordWords } from "../../../../src-shared/domain/chord-words.ts";
import { ACTION_WORDS } from "../global-keys-model.ts";
import { useGlobalKeys } from "../use-global-keys.ts";
import { KeyTable } from "./window-keys.tsx";

/** The keys that work in any program, to read; those that are off are not there. */
export function GlobalKeysList() {
  const { t } = useTranslation();
  const { keys } = useGlobalKeys();
  const rows = keys.flatMap(({ action, chord }) =>
    chord ? [[chordWords(chord), t(ACTION_WORDS[action])] as const] : [],
  );
  return rows.length > 0 ? <KeyTable title={t("globalKeys.title")} rows={rows} /> : null;
}
