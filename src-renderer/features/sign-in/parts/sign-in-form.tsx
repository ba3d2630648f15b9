import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import sheet from "../../../ui/form.module.css";
import { TextField } from "../../../ui/text-field.tsx";
import type { SignInFields, useSignIn } from "../use-sign-in.ts";

type SignInFormProps = {
  readonly steps: ReturnType<typeof useSignIn>;
  /** The address of the centre is asked for as well. */
  readonly hasUrl: boolean;
  /** What else can be done, beside the one button. */
  readonly aside?: ReactNode;
};

/** What the hub asks for at this step, and why the last try did not go through. */
export function SignInForm({ steps, hasUrl, aside }: SignInFormProps) {
  const { t } = useTranslation();
  const { fields, step, problems, words, tone, isBusy, change, submit } = steps;
  const form = useRef<HTMLFormElement>(null);
  const shownStep = useRef(step);
  // The field that a new step brings is where the person types next.
  useEffect(() => {
    if (shownStep.current !== step) form.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    shownStep.current = step;
  }, [step]);
  const field = (name: keyof SignInFields) => ({
    value: fields[name],
    onChange: (value: string) => change(name, value),
    problem: problems[name],
  });
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  const startsAtPassword = !hasUrl && fields.login !== "";
  return (
    <form ref={form} className={sheet.form} onSubmit={handleSubmit} noValidate>
      {step === "own" ? (
        <>
          <p className={sheet.note}>{t("session.mustChange")}</p>
          <TextField
            label={t("session.newPassword")}
            type="password"
            hint={t("session.newPasswordHint")}
            isAutofocused
            {...field("newPassword")}
          />
          <TextField label={t("session.repeat")} type="password" {...field("repeated")} />
        </>
      ) : (
        <>
          {hasUrl && (
            <TextField
              label={t("session.url")}
              hint={t("accounts.hubUrlHint")}
              isAutofocused={step === "who"}
              {...field("url")}
            />
          )}
          <div className={sheet.pair}>
            <TextField
              label={t("session.login")}
              isAutofocused={step === "who" && !hasUrl && !startsAtPassword}
              {...field("login")}
            />
            <TextField
              label={t("session.password")}
              type="password"
              isAutofocused={step === "who" && startsAtPassword}
              {...field("password")}
            />
          </div>
          {step === "code" && (
            <TextField label={t("session.code")} hint={t("session.codeHint")} isAutofocused {...field("code")} />
          )}
        </>
      )}
      <p className={sheet.said} role="status" data-tone={tone}>
        {words}
      </p>
      <div className={sheet.actions}>
        {aside}
        <Button type="submit" size="md" aria-disabled={isBusy}>
          {isBusy ? t("session.busy") : step === "own" ? t("session.saveAndSignIn") : t("session.signIn")}
        </Button>
      </div>
    </form>
  );
}
