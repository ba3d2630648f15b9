import { IconGridDots, IconPhone } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../lib/ask.ts";
import { refusalKey } from "../../../lib/refusal-key.ts";
import { Keys } from "../../../ui/keys.tsx";
import { dialProblem } from "../phone-model.ts";
import { DIAL_FIELD_ID } from "../use-phone.ts";
import css from "./dial-field.module.css";

const PROBLEM_ID = "phone-dial-problem";

/** Where a number is typed and dialled by Enter; what is wrong with it is said under the field. */
export function DialField() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);

  const handleSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = dialProblem(typed);
    if (found === "empty") return setProblem(null);
    if (found) return setProblem(found === "short" ? t("phone.dialShort") : t("phone.dialBad"));
    const answer = await ask("calls.dial", { target: typed.trim() });
    if (answer.ok) setTyped("");
    setProblem(answer.ok ? null : answer.code === "bad-number" ? t("phone.dialBad") : t(refusalKey(answer.code)));
  };

  return (
    <form className={css.form} onSubmit={(event) => void handleSubmit(event)} noValidate>
      {problem && (
        <p className={css.problem} id={PROBLEM_ID} role="alert">
          {problem}
        </p>
      )}
      <div className={css.field} data-bad={problem !== null || undefined}>
        <IconGridDots size={18} stroke={1.5} aria-hidden="true" />
        <input
          id={DIAL_FIELD_ID}
          className={css.input}
          type="tel"
          autoComplete="off"
          spellCheck={false}
          aria-label={t("phone.dialLabel")}
          aria-keyshortcuts="Control+D"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : PROBLEM_ID}
          placeholder={t("phone.dialPlaceholder")}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setProblem(null);
          }}
        />
        {typed === "" ? (
          <Keys>Ctrl D</Keys>
        ) : (
          <button type="submit" className={css.call} aria-label={t("phone.dial")} title={t("phone.dial")}>
            <IconPhone size={17} stroke={1.5} aria-hidden="true" />
          </button>
        )}
      </div>
    </form>
  );
}
