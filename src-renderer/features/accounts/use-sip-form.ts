import { useState } from "react";
import type { PhoneFailure } from "../../../src-shared/domain/phone-failure.ts";
import type { LineView } from "../../../src-shared/ipc/workplace.ts";
import { type Answer, ask } from "../../lib/ask.ts";
import {
  type AccountForm,
  draftOf,
  EMPTY_FORM,
  type FormProblems,
  fitsKeptPassword,
  formOf,
  problemsOf,
} from "./accounts-model.ts";

type RefusalOf<N extends "accounts.try" | "accounts.save"> = Extract<Answer<N>, { readonly ok: false }>["code"];

export type SaidOfForm =
  | { readonly kind: "nothing" | "trying" | "tried" }
  | { readonly kind: "failed"; readonly failure: PhoneFailure }
  | { readonly kind: "refused"; readonly code: RefusalOf<"accounts.try"> | RefusalOf<"accounts.save"> };

/** The form of an account: what is typed, what is wrong with it, and what came of a trial. */
export function useSipForm(line: LineView | null, onDone: () => void) {
  const [form, setForm] = useState<AccountForm>(line ? formOf(line) : EMPTY_FORM);
  const [problems, setProblems] = useState<FormProblems>({});
  const [said, setSaid] = useState<SaidOfForm>({ kind: "nothing" });
  const [isSaving, setIsSaving] = useState(false);
  const isBusy = isSaving || said.kind === "trying";

  const isFit = (): boolean => {
    const found = problemsOf(form, fitsKeptPassword(form, line));
    setProblems(found);
    setSaid({ kind: "nothing" });
    return Object.keys(found).length === 0;
  };
  const tryIt = async (): Promise<void> => {
    if (isBusy || !isFit()) return;
    setSaid({ kind: "trying" });
    const answer = await ask("accounts.try", draftOf(form, line));
    if (!answer.ok) setSaid({ kind: "refused", code: answer.code });
    else if (answer.value.failure === null) setSaid({ kind: "tried" });
    else setSaid({ kind: "failed", failure: answer.value.failure });
  };
  const save = async (): Promise<void> => {
    if (isBusy || !isFit()) return;
    setIsSaving(true);
    const answer = await ask("accounts.save", draftOf(form, line));
    setIsSaving(false);
    if (!answer.ok) return setSaid({ kind: "refused", code: answer.code });
    onDone();
  };
  return {
    form,
    problems,
    said,
    isBusy,
    tryIt,
    save,
    set: (name: keyof AccountForm) => (value: string) => {
      setForm((before) => ({ ...before, [name]: value }));
      setProblems(({ [name]: _fixed, ...others }) => others);
      setSaid({ kind: "nothing" });
    },
  };
}
