import { VisuallyHidden } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { KEYPAD_KEYS, keypadKeyOf } from "../phone-model.ts";
import { setKeypadOf, useCallActions } from "../use-phone.ts";
import css from "./keypad.module.css";

const LETTERS: Readonly<Record<string, string>> = {
  "2": "ABC",
  "3": "DEF",
  "4": "GHI",
  "5": "JKL",
  "6": "MNO",
  "7": "PQRS",
  "8": "TUV",
  "9": "WXYZ",
  "0": "+",
};

/** Twelve keys, and the physical digits while it is open; what has been sent is shown as the call has it. */
export function Keypad({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const actions = useCallActions();
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent): void => {
      const tone = keypadKeyOf(event);
      if (!tone) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) actions.sendTone(call, tone);
    };
    window.addEventListener("keydown", handleKeyDown, true);
    return () => window.removeEventListener("keydown", handleKeyDown, true);
  }, [call, actions]);
  return (
    <div className={css.keypad}>
      <div className={css.head}>
        <output className={css.typed} aria-label={t("phone.keypadTyped")}>
          {call.dtmf || <span className={css.hint}>{t("phone.keypadEmpty")}</span>}
        </output>
        <button
          type="button"
          className={css.close}
          aria-label={t("phone.keypadClose")}
          onClick={() => setKeypadOf(null)}
        >
          <IconX size={16} stroke={1.5} aria-hidden="true" />
        </button>
      </div>
      <div className={css.keys}>
        {KEYPAD_KEYS.map((key) => (
          <button
            key={key}
            type="button"
            className={css.key}
            data-autofocus={key === "1" || undefined}
            onClick={() => actions.sendTone(call, key)}
          >
            <VisuallyHidden component="span">{t("phone.keypadKey")}</VisuallyHidden>
            <span>{key}</span>
            <small aria-hidden="true">{LETTERS[key] ?? ""}</small>
          </button>
        ))}
      </div>
    </div>
  );
}
