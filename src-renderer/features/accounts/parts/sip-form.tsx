import { Button } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { USUAL_ECHO_NUMBER } from "../../../../src-shared/domain/sip-line.ts";
import type { LineView } from "../../../../src-shared/ipc/workplace.ts";
import { failureKey } from "../../../lib/failure-key.ts";
import { refusalKey } from "../../../lib/refusal-key.ts";
import sheet from "../../../ui/form.module.css";
import { TextArea } from "../../../ui/text-area.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { type AccountForm, isPlain } from "../accounts-model.ts";
import css from "../accounts-view.module.css";
import { type SaidOfForm, useSipForm } from "../use-sip-form.ts";

type SipFormProps = { readonly line: LineView | null; readonly onDone: () => void };

/** Server, login and password; «Проверить» registers for real before anything is kept. */
export function SipForm({ line, onDone }: SipFormProps) {
  const { t } = useTranslation();
  const { form, problems, said, isBusy, set, tryIt, save } = useSipForm(line, onDone);
  const field = (name: keyof AccountForm) => {
    const problem = problems[name];
    return { value: form[name], onChange: set(name), problem: problem && t(problem) };
  };
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const isMoreUsed =
    form.domain !== "" ||
    form.authUser !== "" ||
    form.displayName !== "" ||
    form.echoNumber !== USUAL_ECHO_NUMBER ||
    form.recording !== "";
  return (
    <form className={sheet.form} onSubmit={handleSubmit} noValidate>
      <TextField
        label={t("accounts.server")}
        hint={isPlain(form.server) ? t("accounts.serverPlain") : t("accounts.serverHint")}
        isAutofocused={line === null}
        {...field("server")}
      />
      <div className={sheet.pair}>
        <TextField label={t("accounts.login")} {...field("user")} />
        <TextField
          label={t("accounts.password")}
          type="password"
          hint={line === null ? undefined : t("accounts.passwordKept")}
          {...field("password")}
        />
      </div>
      <TextField label={t("accounts.lineTitle")} hint={t("accounts.lineTitleHint")} {...field("title")} />
      <TextArea label={t("accounts.colleagues")} hint={t("accounts.colleaguesHint")} {...field("colleagues")} />
      <details className={css.more} open={isMoreUsed || undefined}>
        <summary>{t("accounts.more")}</summary>
        <div className={sheet.form}>
          <div className={sheet.pair}>
            <TextField label={t("accounts.domain")} hint={t("accounts.domainHint")} {...field("domain")} />
            <TextField label={t("accounts.authUser")} hint={t("accounts.authUserHint")} {...field("authUser")} />
          </div>
          <div className={sheet.pair}>
            <TextField label={t("accounts.displayName")} {...field("displayName")} />
            <TextField label={t("accounts.echo")} hint={t("accounts.echoHint")} {...field("echoNumber")} />
          </div>
          <TextField label={t("accounts.recording")} hint={t("accounts.recordingHint")} {...field("recording")} />
        </div>
      </details>
      <Said said={said} />
      <div className={css.dialogActions}>
        <Button variant="default" size="md" aria-disabled={isBusy} onClick={() => void tryIt()}>
          {said.kind === "trying" ? t("accounts.trying") : t("accounts.tryNow")}
        </Button>
        <Button type="submit" size="md" aria-disabled={isBusy}>
          {line === null ? t("accounts.signIn") : t("accounts.saveChanges")}
        </Button>
      </div>
    </form>
  );
}

/** What came of the trial or of the sign-in. */
function Said({ said }: { said: SaidOfForm }) {
  const { t } = useTranslation();
  const words =
    said.kind === "tried"
      ? t("accounts.tried")
      : said.kind === "failed"
        ? t(failureKey(said.failure))
        : said.kind === "refused"
          ? t(refusalKey(said.code))
          : "";
  return (
    <p className={sheet.said} role="status" data-tone={said.kind === "tried" ? "live" : "bad"}>
      {words}
    </p>
  );
}
