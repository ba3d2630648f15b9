import { Button, CloseButton, Modal } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../lib/ask.ts";
import { refusalKey } from "../../../lib/refusal-key.ts";
import { TextField } from "../../../ui/text-field.tsx";
import css from "../accounts-view.module.css";
import { EMPTY_HUB, type HubForm, type HubProblems, hubFailureKey, hubOf, hubProblems } from "../hub-model.ts";

type Said = { readonly tone: "live" | "bad"; readonly words: string };

/** Signing in to a team's hub. What works there is tried before the program begins anew with it. */
export function HubDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<HubForm>(EMPTY_HUB);
  const [problems, setProblems] = useState<HubProblems>({});
  const [said, setSaid] = useState<Said | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const field = (name: keyof HubForm) => {
    const problem = problems[name];
    const onChange = (value: string) => {
      setForm((before) => ({ ...before, [name]: value }));
      setProblems({});
      setSaid(null);
    };
    return { value: form[name], onChange, problem: problem && t(problem) };
  };
  /** Whether the hub let this account in. */
  const tryIt = async (): Promise<boolean> => {
    const found = hubProblems(form);
    setProblems(found);
    if (isBusy || Object.keys(found).length > 0) return false;
    setIsBusy(true);
    const answer = await ask("accounts.try-hub", hubOf(form));
    setIsBusy(false);
    const failure = answer.ok ? answer.value.failure : null;
    if (!answer.ok) setSaid({ tone: "bad", words: t(refusalKey(answer.code)) });
    else if (failure !== null) setSaid({ tone: "bad", words: t(hubFailureKey(failure)) });
    else setSaid({ tone: "live", words: t("accounts.hubTried") });
    return answer.ok && failure === null;
  };
  const signIn = async (): Promise<void> => {
    if (!(await tryIt())) return;
    const answer = await ask("accounts.use-hub", hubOf(form));
    if (!answer.ok) setSaid({ tone: "bad", words: t(refusalKey(answer.code)) });
  };
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    void signIn();
  };
  return (
    <Modal.Root opened onClose={onClose} size={480}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={css.dialog}>
          <div className={css.dialogHead}>
            <div>
              <Modal.Title className={css.dialogTitle}>{t("accounts.hubTitle")}</Modal.Title>
              <p className={css.note}>{t("accounts.hubAbout")}</p>
            </div>
            <CloseButton aria-label={t("frame.closeDialog")} onClick={onClose} />
          </div>
          <form className={css.form} onSubmit={handleSubmit} noValidate>
            <TextField label={t("accounts.hubUrl")} hint={t("accounts.hubUrlHint")} isAutofocused {...field("url")} />
            <div className={css.pair}>
              <TextField label={t("accounts.login")} {...field("login")} />
              <TextField label={t("accounts.password")} type="password" {...field("secret")} />
            </div>
            <p className={css.said} role="status" data-tone={said?.tone}>
              {said?.words}
            </p>
            <div className={css.dialogActions}>
              <Button variant="default" size="md" aria-disabled={isBusy} onClick={() => void tryIt()}>
                {isBusy ? t("accounts.trying") : t("accounts.tryNow")}
              </Button>
              <Button type="submit" size="md" aria-disabled={isBusy}>
                {t("accounts.signIn")}
              </Button>
            </div>
          </form>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
