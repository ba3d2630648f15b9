import { useTranslation } from "react-i18next";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";

export function PreferenceChoices() {
  const { t } = useTranslation();
  const command = useCommand();
  const { locale, theme } = useWorkplace((workplace) => workplace.preferences);
  return (
    <>
      <ChoiceGroup
        label={t("preferences.language")}
        value={locale}
        choices={[
          { value: "ru", word: t("preferences.russian") },
          { value: "en", word: t("preferences.english") },
        ]}
        onChange={(value) => void command("preferences.set", { locale: value })}
      />
      <ChoiceGroup
        label={t("preferences.theme")}
        value={theme}
        choices={[
          { value: "system", word: t("preferences.themeSystem") },
          { value: "light", word: t("preferences.themeLight") },
          { value: "dark", word: t("preferences.themeDark") },
        ]}
        onChange={(value) => void command("preferences.set", { theme: value })}
      />
    </>
  );
}
