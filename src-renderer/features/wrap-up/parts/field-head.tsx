import { useTranslation } from "react-i18next";
import css from "../outcome.module.css";

/** The name of a field, and whether nothing is finished without it. */
export function FieldHead({ title, isRequired }: { readonly title: string; readonly isRequired: boolean }) {
  const { t } = useTranslation();
  return (
    <h3 className={css.head}>
      {title} {isRequired && <span className={css.required}>{t("wrapUp.required")}</span>}
    </h3>
  );
}
