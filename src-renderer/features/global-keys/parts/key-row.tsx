import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { chordWords } from "../../../../src-shared/domain/chord-words.ts";
import type { Chord, HotkeyAction, HotkeyView } from "../../../../src-shared/domain/global-hotkeys.ts";
import { Keys } from "../../../ui/keys.tsx";
import { ACTION_WORDS, ownerOf, readPress } from "../global-keys-model.ts";
import css from "../global-keys-view.module.css";

type KeyRowProps = {
  readonly view: HotkeyView;
  readonly keys: readonly HotkeyView[];
  readonly isRecording: boolean;
  readonly onRecord: (isRecording: boolean) => void;
  readonly onChoose: (chord: Chord | null) => void;
};

type Trouble = { readonly kind: "bad" } | { readonly kind: "used"; readonly by: HotkeyAction; readonly words: string };

/** One action: its keys, what stands in the way of them, and how to change or switch them off. */
export function KeyRow({ view: { action, chord, isTaken }, keys, isRecording, onRecord, onChoose }: KeyRowProps) {
  const { t } = useTranslation();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const record = (event: React.KeyboardEvent) => {
    if (!isRecording || event.code === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    const pressed = readPress(event);
    if (pressed.kind === "wait") return;
    if (pressed.kind === "bad") return setTrouble({ kind: "bad" });
    setTrouble(null);
    if (pressed.kind === "cancel") return onRecord(false);
    const by = ownerOf(keys, action, pressed.chord);
    if (by !== null) return setTrouble({ kind: "used", by, words: chordWords(pressed.chord) });
    onChoose(pressed.chord);
  };
  const begin = () => {
    setTrouble(null);
    onRecord(!isRecording);
  };
  return (
    <fieldset className={css.row} aria-label={t(ACTION_WORDS[action])} data-bad={isTaken || undefined}>
      <div className={css.words}>
        <span>{t(ACTION_WORDS[action])}</span>
        <span className={css.bad} role="status">
          {words()}
        </span>
      </div>
      {!isRecording &&
        (chord ? <Keys>{chordWords(chord)}</Keys> : <span className={css.off}>{t("globalKeys.off")}</span>)}
      <span className={css.read}>{chord && chordWords(chord)}</span>
      <Button
        variant={isRecording ? "default" : "subtle"}
        size="xs"
        onClick={begin}
        onBlur={() => isRecording && onRecord(false)}
        onKeyDown={record}
      >
        {isRecording ? t("globalKeys.press") : t("globalKeys.change")}
      </Button>
      <Button
        variant="subtle"
        size="xs"
        className={css.turnOff}
        disabled={chord === null}
        onClick={() => onChoose(null)}
      >
        {t("globalKeys.turnOff")}
      </Button>
    </fieldset>
  );

  function words(): string | null {
    if (isRecording && trouble?.kind === "bad") return t("globalKeys.bad");
    if (isRecording && trouble?.kind === "used")
      return t("globalKeys.used", { keys: trouble.words, action: t(ACTION_WORDS[trouble.by]) });
    return isTaken ? t("globalKeys.taken") : null;
  }
}
