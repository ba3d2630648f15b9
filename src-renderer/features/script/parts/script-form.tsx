import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldRefusal } from "../../../../src-shared/domain/scripts/form-values.ts";
import type { ScriptView } from "../../../../src-shared/ipc/scripts.ts";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import css from "../script.module.css";
import { FIELD_WORDS } from "../script-words.ts";
import type { OwnScript } from "../use-script.ts";

type Field = ScriptView["fields"][number];
type ScriptFormProps = { readonly view: ScriptView; readonly onFill: OwnScript["step"] };

/** What the customer says, written down; what is wrong stands under its field. */
export function ScriptForm({ view, onFill }: ScriptFormProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(view.fields.map(({ key, value }) => [key, value])),
  );
  const [refused, setRefused] = useState<ReadonlyMap<string, FieldRefusal>>(new Map());
  const fill = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await onFill({ kind: "fill", values: typed });
    setRefused(answer?.ok === false ? refusedFields(answer.detail) : new Map());
  };
  return (
    <form className={css.form} onSubmit={(event) => void fill(event)} noValidate>
      <div className={css.fields}>
        {view.fields.map((field) => {
          const code = refused.get(field.key);
          return (
            <FormField
              key={field.key}
              field={field}
              value={typed[field.key] ?? ""}
              problem={code && t(FIELD_WORDS[code])}
              onChange={(value) => setTyped({ ...typed, [field.key]: value })}
            />
          );
        })}
      </div>
      <Button type="submit" size="md" className={css.fill}>
        {t("script.fill")}
      </Button>
    </form>
  );
}

type FormFieldProps = {
  readonly field: Field;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
};

function FormField({ field, value, problem, onChange }: FormFieldProps) {
  const { t } = useTranslation();
  const label = field.isRequired ? `${field.label} *` : field.label;
  const options = field.type === "yes-no" ? ["yes", "no"] : field.options;
  if (field.type !== "choice" && field.type !== "yes-no")
    return (
      <TextField
        label={label}
        value={value}
        type={field.type === "date" || field.type === "time" ? field.type : "text"}
        problem={problem}
        onChange={onChange}
      />
    );
  const choices = [
    { value: "", word: t("script.unset") },
    ...options.map((option) => ({
      value: option,
      word: field.type === "yes-no" ? t(option === "yes" ? "script.yes" : "script.no") : option,
    })),
  ];
  return <SelectField label={label} value={value} choices={choices} problem={problem} onChange={onChange} />;
}

/** Main says which fields it refuses, and why (`ReadForm`). */
function refusedFields(detail: unknown): ReadonlyMap<string, FieldRefusal> {
  const refusals = Array.isArray(detail) ? (detail as { readonly key: string; readonly code: FieldRefusal }[]) : [];
  return new Map(refusals.map(({ key, code }) => [key, code]));
}
