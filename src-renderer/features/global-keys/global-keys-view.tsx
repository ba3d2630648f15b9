import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Chord,
  chordWords,
  type HotkeyAction,
  type HotkeyView,
} from "../../../src-shared/domain/global-hotkeys.ts";
import { ask } from "../../lib/ask.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Keys } from "../../ui/keys.tsx";
import css from "./global-keys-view.module.css";

const WORDS = {
  answer: "globalKeys.answer",
  "hang-up": "globalKeys.hangUp",
  mute: "globalKeys.mute",
  hold: "globalKeys.hold",
  "show-window": "globalKeys.showWindow",
} as const satisfies Record<HotkeyAction, string>;

/** The keys that work in any program: what they are, who has them, and how to change or switch them off. */
export function GlobalKeys() {
  const { t } = useTranslation();
  const command = useCommand();
  const [keys, setKeys] = useState<readonly HotkeyView[]>([]);
  const [recording, setRecording] = useState<HotkeyAction | null>(null);
  const [isBad, setIsBad] = useState(false);
  useEffect(() => {
    void ask("hotkeys.get", {}).then((answer) => {
      if (answer.ok) setKeys(answer.value.keys);
    });
  }, []);
  const choose = async (action: HotkeyAction, chord: Chord | null) => {
    setRecording(null);
    const answer = await command("hotkeys.set", { action, chord });
    if (answer.ok) setKeys(answer.value.keys);
  };
  const record = (action: HotkeyAction, event: React.KeyboardEvent) => {
    if (recording !== action || event.code === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.code === "Escape") return setRecording(null);
    if (/^(?:Control|Shift|Alt|Meta)/.test(event.code) || event.repeat) return;
    const { code, ctrlKey: ctrl, altKey: alt, shiftKey: shift, metaKey: meta } = event;
    const chord = { code, ctrl, alt, shift, meta };
    const isFit = isChord(chord);
    setIsBad(!isFit);
    if (isFit) void choose(action, chord);
  };
  return (
    <section className={css.group}>
      <h3 className={css.title}>{t("globalKeys.title")}</h3>
      {keys.map(({ action, chord, isTaken }) => (
        <fieldset className={css.row} key={action} aria-label={t(WORDS[action])}>
          <div className={css.words}>
            <span>{t(WORDS[action])}</span>
            {isTaken && <span className={css.bad}>{t("globalKeys.taken")}</span>}
            {recording === action && isBad && <span className={css.bad}>{t("globalKeys.bad")}</span>}
          </div>
          {recording !== action &&
            (chord ? <Keys>{chordWords(chord)}</Keys> : <span className={css.off}>{t("globalKeys.off")}</span>)}
          <Button
            variant={recording === action ? "default" : "subtle"}
            size="xs"
            onClick={() => {
              setIsBad(false);
              setRecording(recording === action ? null : action);
            }}
            onKeyDown={(event) => record(action, event)}
          >
            {recording === action ? t("globalKeys.press") : t("globalKeys.change")}
          </Button>
          {chord && (
            <Button variant="subtle" size="xs" onClick={() => void choose(action, null)}>
              {t("globalKeys.turnOff")}
            </Button>
          )}
        </fieldset>
      ))}
      <p className={css.note}>{t("globalKeys.note")}</p>
    </section>
  );
}

/** As the contract has it, without zod in the page: two modifiers, never Ctrl with Alt, a key that every layout has. */
function isChord({ code, ctrl, alt, shift, meta }: Chord): boolean {
  const isKey = /^(?:Key[A-Z]|Digit\d|F(?:[1-9]|1\d|2[0-4])|Space)$/.test(code);
  return isKey && !(ctrl && alt) && [ctrl, alt, shift, meta].filter(Boolean).length >= 2;
}
