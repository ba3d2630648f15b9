import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionOutcome } from "../../../src-shared/ipc/session.ts";
import { type Answer, ask } from "../../lib/ask.ts";
import { refusalKey } from "../../lib/refusal-key.ts";
import { hubUrlOf, isHubUrl, isLogin, newPasswordProblems } from "./sign-in-model.ts";
import { useOutcomeWords } from "./use-outcome-words.ts";

export type SignInFields = {
  readonly url: string;
  readonly login: string;
  readonly password: string;
  readonly code: string;
  readonly newPassword: string;
  readonly repeated: string;
};

/** `who`: login and password; `code`: the hub wants a code as well; `own`: the password was made for the person. */
export type SignInStep = "who" | "code" | "own";

type Problems = Partial<Record<keyof SignInFields, string>>;
/** What came of the last step: kept as it is, so that it speaks whatever language the window speaks. */
type Said =
  | { readonly kind: "outcome"; readonly outcome: SessionOutcome }
  | { readonly kind: "refused"; readonly code: SignInRefusal }
  | { readonly kind: "code-asked" | "restarting" };

type SignInRefusal = Extract<Answer<"session.sign-in" | "session.choose-password">, { readonly ok: false }>["code"];

/** Signing in, step by step, as the hub asks for them. `onDone`: the program goes on, or begins anew. */
export function useSignIn(first: Pick<SignInFields, "url" | "login">) {
  const { t } = useTranslation();
  const wordsOf = useOutcomeWords();
  const [fields, setFields] = useState<SignInFields>({
    ...first,
    password: "",
    code: "",
    newPassword: "",
    repeated: "",
  });
  const [step, setStep] = useState<SignInStep>("who");
  const [problems, setProblems] = useState<Problems>({});
  const [said, setSaid] = useState<Said | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const change = (name: keyof SignInFields, value: string) => {
    setFields((before) => ({ ...before, [name]: value }));
    setProblems({});
    setSaid(null);
    // Another person has another password, and perhaps no codes.
    if (step === "code" && (name === "login" || name === "password" || name === "url")) setStep("who");
  };
  const finish = () => setSaid({ kind: "restarting" });

  const signIn = async (): Promise<void> => {
    const url = hubUrlOf(fields.url);
    const login = fields.login.trim();
    const found: Problems = {
      ...(!isHubUrl(url) && { url: t("accounts.badHubUrl") }),
      ...(!isLogin(login) && { login: t("accounts.badLogin") }),
      ...(fields.password === "" && { password: t("session.noPassword") }),
      ...(step === "code" && fields.code.trim().length < 6 && { code: t("session.noCode") }),
    };
    setProblems(found);
    if (isBusy || Object.keys(found).length > 0) return;
    setIsBusy(true);
    const code = step === "code" ? { code: fields.code.trim() } : {};
    const answer = await ask("session.sign-in", { url, login, password: fields.password, ...code });
    setIsBusy(false);
    if (!answer.ok) return setSaid({ kind: "refused", code: answer.code });
    const { failure, mustChange } = answer.value;
    if (failure === "code-needed") {
      setStep("code");
      setSaid({ kind: "code-asked" });
    } else if (failure !== null) setSaid({ kind: "outcome", outcome: answer.value });
    else if (mustChange) setStep("own");
    else finish();
  };

  const choose = async (): Promise<void> => {
    const wrong = newPasswordProblems({ password: fields.newPassword, repeated: fields.repeated });
    setProblems({
      ...(wrong.password && { newPassword: t(wrong.password) }),
      ...(wrong.repeated && { repeated: t(wrong.repeated) }),
    });
    if (isBusy || Object.keys(wrong).length > 0) return;
    setIsBusy(true);
    const answer = await ask("session.choose-password", { oldPassword: fields.password, password: fields.newPassword });
    setIsBusy(false);
    if (!answer.ok) return setSaid({ kind: "refused", code: answer.code });
    // The made password was shown long ago: from the beginning.
    if (answer.value.failure === "session-over") setStep("who");
    if (answer.value.failure !== null) return setSaid({ kind: "outcome", outcome: answer.value });
    finish();
  };

  const wordsOfSaid = (): string => {
    switch (said?.kind) {
      case undefined:
        return "";
      case "outcome":
        return wordsOf(said.outcome);
      case "refused":
        return t(refusalKey(said.code));
      case "code-asked":
        return t("session.codeAsked");
      case "restarting":
        return t("session.restarting");
    }
  };
  const tone: "live" | "bad" = said?.kind === "outcome" || said?.kind === "refused" ? "bad" : "live";
  return {
    fields,
    step,
    problems,
    words: wordsOfSaid(),
    tone,
    isBusy,
    change,
    submit: step === "own" ? choose : signIn,
  };
}
