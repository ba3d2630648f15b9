import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../lib/ask.ts";
import { refusalKey } from "../../../lib/refusal-key.ts";
import { showNews } from "../../../lib/show-toast.ts";
import sheet from "../../../ui/form.module.css";
import { TextField } from "../../../ui/text-field.tsx";
import { newPasswordProblems } from "../sign-in-model.ts";
import { useOutcomeWords } from "../use-outcome-words.ts";
import { SmallDialog } from "./small-dialog.tsx";

const EMPTY = { old: "", password: "", repeated: "" };

/** Another password of one's own; the present one is asked for. */
export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const wordsOf = useOutcomeWords(true);
  const [form, setForm] = useState(EMPTY);
  const [problems, setProblems] = useState<Partial<Record<keyof typeof EMPTY, string>>>({});
  const [words, setWords] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const field = (name: keyof typeof EMPTY) => ({
    value: form[name],
    problem: problems[name],
    type: "password" as const,
    onChange: (value: string) => {
      setForm((before) => ({ ...before, [name]: value }));
      setProblems({});
      setWords("");
    },
  });
  const save = async (): Promise<void> => {
    const wrong = newPasswordProblems(form);
    const found = {
      ...(form.old === "" && { old: t("session.noPassword") }),
      ...(wrong.password && { password: t(wrong.password) }),
      ...(wrong.repeated && { repeated: t(wrong.repeated) }),
    };
    setProblems(found);
    if (isBusy || Object.keys(found).length > 0) return;
    setIsBusy(true);
    const answer = await ask("session.choose-password", { oldPassword: form.old, password: form.password });
    setIsBusy(false);
    if (!answer.ok) return setWords(t(refusalKey(answer.code)));
    if (answer.value.failure !== null) return setWords(wordsOf(answer.value));
    const message = t("session.passwordDoneText");
    showNews({ id: "password", title: t("session.passwordDone"), message, closeLabel: t("frame.closeToast") });
    onClose();
  };
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <SmallDialog title={t("session.passwordTitle")} about={t("session.passwordAbout")} onClose={onClose}>
      <form className={sheet.form} onSubmit={handleSubmit} noValidate>
        <TextField label={t("session.oldPassword")} isAutofocused {...field("old")} />
        <TextField label={t("session.newPassword")} hint={t("session.newPasswordHint")} {...field("password")} />
        <TextField label={t("session.repeat")} {...field("repeated")} />
        <p className={sheet.said} role="status" data-tone="bad">
          {words}
        </p>
        <div className={sheet.actions}>
          <Button variant="default" size="md" onClick={onClose}>
            {t("session.cancel")}
          </Button>
          <Button type="submit" size="md" aria-disabled={isBusy}>
            {isBusy ? t("session.saving") : t("session.save")}
          </Button>
        </div>
      </form>
    </SmallDialog>
  );
}
