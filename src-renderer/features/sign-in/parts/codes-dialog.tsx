import { Button } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import sheet from "../../../ui/form.module.css";
import { TextField } from "../../../ui/text-field.tsx";
import css from "../sign-in.module.css";
import { useCodes } from "../use-codes.ts";
import { SmallDialog } from "./small-dialog.tsx";

/** Codes at sign-in: switched on with the key for the app, or off with a code. The key and the recovery codes show once. */
export function CodesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { step, typed, type, words, isBusy, submit } = useCodes();
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  const field = { value: typed, onChange: type, isAutofocused: true };
  const isDone = step.kind === "codes" || step.kind === "gone";
  return (
    <SmallDialog title={t("session.codesTitle")} about={t("session.codesAbout")} onClose={onClose}>
      <form className={sheet.form} onSubmit={handleSubmit} noValidate>
        {step.kind === "asked" && <p className={sheet.note}>{t("session.codesLoading")}</p>}
        {step.kind === "off" && <TextField label={t("session.password")} type="password" {...field} />}
        {step.kind === "key" && (
          <>
            <p className={sheet.note}>{t("session.keyAbout")}</p>
            <dl className={css.key}>
              <dt className={sheet.note}>{t("session.key")}</dt>
              <dd>{inFours(step.secret)}</dd>
            </dl>
            <TextField label={t("session.code")} {...field} />
          </>
        )}
        {step.kind === "on" && (
          <>
            <p className={sheet.note}>{t("session.codesOn")}</p>
            <TextField label={t("session.code")} hint={t("session.codeHint")} {...field} />
          </>
        )}
        {step.kind === "codes" && (
          <>
            <p className={sheet.note}>{t("session.recoveryAbout")}</p>
            <ul className={css.codes} aria-label={t("session.recoveryCodes")}>
              {step.recoveryCodes.map((code) => (
                <li key={code}>{code}</li>
              ))}
            </ul>
          </>
        )}
        {step.kind === "gone" && (
          <p className={sheet.note}>
            {t("session.codesOff")}. {t("session.codesOffText")}
          </p>
        )}
        <p className={sheet.said} role="status" data-tone="bad">
          {words}
        </p>
        <div className={sheet.actions}>
          <Button variant={isDone ? "filled" : "default"} size="md" onClick={onClose}>
            {isDone ? t("session.done") : t("session.cancel")}
          </Button>
          {(step.kind === "off" || step.kind === "key" || step.kind === "on") && (
            <Button type="submit" size="md" aria-disabled={isBusy}>
              {step.kind === "off" && t("session.enable")}
              {step.kind === "key" && t("session.confirm")}
              {step.kind === "on" && t("session.disable")}
            </Button>
          )}
        </div>
      </form>
    </SmallDialog>
  );
}

/** As it is typed from the screen into a phone. */
function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}
