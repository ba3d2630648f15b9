import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../lib/ask.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { SettingsPart } from "../../../ui/settings-page.tsx";
import css from "../sound-settings-view.module.css";
import { HeadsetRow } from "./headset-row.tsx";
import own from "./headset-settings.module.css";

/** «Настройки → Звук → Гарнитура»: which headsets may steer the calls, what they can, and whether their buttons arrive. */
export function HeadsetSettings() {
  const { t } = useTranslation();
  const headsets = useWorkplace((workplace) => workplace.headsets.headsets);
  const check = useWorkplace((workplace) => workplace.headsets.check);
  const checkedKey = check?.key ?? null;
  // What was plugged in while nobody looked shows up by itself; a window of sound that restarts will tell by itself.
  useEffect(() => void ask("headset.look", {}), []);
  // Who leaves the page wants the buttons back.
  useEffect(() => {
    if (checkedKey === null) return;
    return () => void ask("headset.check", { key: checkedKey, isOn: false });
  }, [checkedKey]);
  return (
    <SettingsPart title={t("headset.title")}>
      <p className={css.note}>{t("headset.note")}</p>
      {headsets.length === 0 ? (
        <p className={own.none}>{t("headset.none")}</p>
      ) : (
        <ul className={css.devices} aria-label={t("headset.list")}>
          {headsets.map((headset) => (
            <HeadsetRow key={headset.key} headset={headset} check={check?.key === headset.key ? check : null} />
          ))}
        </ul>
      )}
    </SettingsPart>
  );
}
