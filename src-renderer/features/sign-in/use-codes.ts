import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionOutcome } from "../../../src-shared/ipc/session.ts";
import type { Answer } from "../../lib/ask.ts";
import { ask } from "../../lib/ask.ts";
import { refusalKey } from "../../lib/refusal-key.ts";
import { useOutcomeWords } from "./use-outcome-words.ts";

/** Where the set-up of codes stands: `asked` for, off, the key shown, on; `codes`: just switched on; `gone`: just off. */
export type CodesStep =
  | { readonly kind: "asked" | "off" | "on" | "gone" }
  | { readonly kind: "key"; readonly secret: string }
  | { readonly kind: "codes"; readonly recoveryCodes: readonly string[] };

type CodesAnswer = Answer<"session.look" | "session.enrol-totp" | "session.confirm-totp" | "session.disable-totp">;

/** One's own codes at sign-in, step by step. */
export function useCodes() {
  const { t } = useTranslation();
  const wordsOf = useOutcomeWords(true);
  const [step, setStep] = useState<CodesStep>({ kind: "asked" });
  const [typed, setTyped] = useState("");
  const [words, setWords] = useState("");
  const [isBusy, setIsBusy] = useState(false);

  /** True: it went through; else the reason is shown. */
  const went = (answer: CodesAnswer): boolean => {
    const outcome: SessionOutcome | null = answer.ok ? answer.value : null;
    setWords(answer.ok ? wordsOf(answer.value) : t(refusalKey(answer.code)));
    return outcome !== null && outcome.failure === null;
  };
  const go = (next: CodesStep) => {
    setTyped("");
    setStep(next);
  };
  useEffect(() => {
    void ask("session.look", {}).then((answer) => {
      if (!answer.ok) setWords(t(refusalKey(answer.code)));
      else if (answer.value.failure !== null) setWords(wordsOf(answer.value));
      else setStep({ kind: answer.value.hasTotp ? "on" : "off" });
    });
  }, [t, wordsOf]);

  const submit = async (): Promise<void> => {
    if (isBusy || step.kind === "asked") return;
    if (typed.trim() === "") return setWords(step.kind === "off" ? t("session.noPassword") : t("session.noCode"));
    setIsBusy(true);
    if (step.kind === "off") {
      const answer = await ask("session.enrol-totp", { password: typed });
      if (went(answer) && answer.ok) go({ kind: "key", secret: answer.value.secret });
    } else if (step.kind === "key") {
      const answer = await ask("session.confirm-totp", { code: typed });
      if (went(answer) && answer.ok) go({ kind: "codes", recoveryCodes: answer.value.recoveryCodes });
    } else if (went(await ask("session.disable-totp", { code: typed }))) go({ kind: "gone" });
    setIsBusy(false);
  };
  const type = (value: string) => {
    setTyped(value);
    setWords("");
  };
  return { step, typed, type, words, isBusy, submit };
}
