import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import sheet from "../../../ui/form.module.css";
import { TextField } from "../../../ui/text-field.tsx";
import css from "../accounts-view.module.css";
import type { AskedSetup } from "../setup-store.ts";
import type { useSetupSteps } from "../use-setup-steps.ts";

type SetupLinkFormProps = { readonly asked: AskedSetup; readonly steps: ReturnType<typeof useSetupSteps> };

/** The link to paste; or, for one another program opened, the question whether its server may be asked. */
export function SetupLinkForm({ asked, steps }: SetupLinkFormProps) {
  const { t } = useTranslation();
  const [link, setLink] = useState("");
  const { words, doing, close, fetchPlan, unsay } = steps;
  const isTyped = asked.from === "person";
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    void fetchPlan(link);
  };
  const handleLink = (typed: string) => {
    setLink(typed);
    unsay();
  };
  return (
    <form className={sheet.form} onSubmit={handleSubmit} noValidate>
      {isTyped && (
        <TextField
          label={t("setup.link")}
          hint={t("setup.linkHint")}
          isAutofocused
          value={link}
          onChange={handleLink}
        />
      )}
      <p className={sheet.said} role="status" data-tone="bad">
        {words}
      </p>
      <div className={css.dialogActions}>
        <Button variant="default" size="md" onClick={close} data-autofocus={!isTyped || undefined}>
          {t("setup.cancel")}
        </Button>
        <Button type="submit" size="md" aria-disabled={doing !== "nothing"}>
          {doing === "fetching" ? t("setup.fetching") : t("setup.next")}
        </Button>
      </div>
    </form>
  );
}
