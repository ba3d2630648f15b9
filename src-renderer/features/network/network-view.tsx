import { useTranslation } from "react-i18next";
import { SettingsPage, SettingsPart } from "../../ui/settings-page.tsx";
import css from "./network-view.module.css";
import { Authorities } from "./parts/authorities.tsx";
import { ProxyForm } from "./parts/proxy-form.tsx";

/** «Настройки → Сеть»: the way to servers, and whose certificates are believed. */
export function NetworkView() {
  const { t } = useTranslation();
  return (
    <SettingsPage title={t("network.title")} caption={t("network.caption")}>
      <SettingsPart title={t("network.proxy")}>
        <p className={css.note}>{t("network.proxyNote")}</p>
        <ProxyForm />
      </SettingsPart>
      <SettingsPart title={t("network.authorities")}>
        <p className={css.note}>{t("network.authoritiesNote")}</p>
        <Authorities />
      </SettingsPart>
    </SettingsPage>
  );
}
