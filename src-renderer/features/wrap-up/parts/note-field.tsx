import { useId } from "react";
import { useTranslation } from "react-i18next";
import { NOTE_LIMIT } from "../../../../src-shared/domain/note-limit.ts";
import css from "../wrap-up-view.module.css";

type NoteFieldProps = {
  readonly text: string;
  readonly onWrite: (text: string) => void;
  readonly onLeave: () => void;
  readonly isAutofocused?: boolean;
  /** What stands around it has its own margins. */
  readonly isBare?: boolean;
};

/** The note of a contact; it is kept by itself. */
export function NoteField({ text, onWrite, onLeave, isAutofocused = true, isBare = false }: NoteFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={css.note} data-bare={isBare || undefined}>
      <label className={css.label} htmlFor={id}>
        {t("wrapUp.note")} <span className={css.kept}>{t("wrapUp.noteKept")}</span>
      </label>
      <textarea
        id={id}
        className={css.text}
        value={text}
        maxLength={NOTE_LIMIT}
        placeholder={t("wrapUp.notePlaceholder")}
        data-autofocus={isAutofocused || undefined}
        onChange={(event) => onWrite(event.currentTarget.value)}
        onBlur={onLeave}
      />
    </div>
  );
}
