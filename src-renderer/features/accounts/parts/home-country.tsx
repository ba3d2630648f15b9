import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { knownCountries } from "../../../../src-shared/domain/phone-number.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { SelectField } from "../../../ui/select-field.tsx";

/** Whose numbers are meant when they are typed, pasted or opened without a country code. */
export function HomeCountry() {
  const { t } = useTranslation();
  const locale = useLocale();
  const command = useCommand();
  const country = useWorkplace((workplace) => workplace.homeCountry);
  const choices = useMemo(() => countriesIn(locale), [locale]);
  return (
    <SelectField
      label={t("accounts.country")}
      hint={t("accounts.countryHint")}
      value={country}
      choices={choices}
      onChange={(chosen) => void command("accounts.choose-country", { country: chosen })}
    />
  );
}

function countriesIn(locale: string): readonly { readonly value: string; readonly word: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const { compare } = new Intl.Collator(locale);
  return knownCountries()
    .map((value) => ({ value, word: names.of(value) ?? value }))
    .sort((one, other) => compare(one.word, other.word));
}
