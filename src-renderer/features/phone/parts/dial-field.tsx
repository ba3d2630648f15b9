import { IconPhone, IconPhoneOutgoing } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { shownAddress } from "../../../../src-shared/domain/shown-address.ts";
import { ask } from "../../../lib/ask.ts";
import { refusalKey } from "../../../lib/refusal-key.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { Keys } from "../../../ui/keys.tsx";
import { dialProblem } from "../phone-model.ts";
import { DIAL_FIELD_ID } from "../use-phone.ts";
import css from "./dial-field.module.css";
import { DialLine } from "./dial-line.tsx";
import { PeopleButton } from "./people-button.tsx";

const PROBLEM_ID = "phone-dial-problem";

/** Where a number is typed and dialled by Enter; what is wrong with it is said under the field. */
export function DialField() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const redial = useWorkplace((workplace) => workplace.redial);
  const again = redial === null ? null : shownAddress(redial);

  const fillAgain = (): void => {
    if (again !== null) setTyped(again);
    setProblem(null);
  };

  const handleSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = dialProblem(typed);
    // Enter in the empty field brings the last number, Enter again calls it.
    if (found === "empty") return fillAgain();
    if (found) return setProblem(found === "short" ? t("phone.dialShort") : t("phone.dialBad"));
    const answer = await ask("calls.dial", { target: typed.trim() });
    if (answer.ok) {
      setTyped("");
      // The letters are the call's keys now, no longer the number's.
      document.getElementById(DIAL_FIELD_ID)?.blur();
    }
    setProblem(answer.ok ? null : answer.code === "bad-number" ? t("phone.dialBad") : t(refusalKey(answer.code)));
  };

  return (
    <form className={css.form} onSubmit={(event) => void handleSubmit(event)} noValidate>
      <DialLine />
      {problem && (
        <p className={css.problem} id={PROBLEM_ID} role="alert">
          {problem}
        </p>
      )}
      <div className={css.field} data-bad={problem !== null || undefined}>
        <PeopleButton />
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
          again === null ? (
            <Keys>Ctrl D</Keys>
          ) : (
            <button
              type="submit"
              className={css.again}
              aria-label={t("phone.redial", { number: again })}
              title={t("phone.redial", { number: again })}
              onClick={() => document.getElementById(DIAL_FIELD_ID)?.focus()}
            >
              <IconPhoneOutgoing size={17} stroke={1.5} aria-hidden="true" />
            </button>
          )
        ) : (
          <button type="submit" className={css.call} aria-label={t("phone.dial")} title={t("phone.dial")}>
            <IconPhone size={17} stroke={1.5} aria-hidden="true" />
          </button>
        )}
      </div>
    </form>
  );
}
