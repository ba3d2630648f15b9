import { useTranslation } from "react-i18next";
import { ListHead } from "../../ui/list-head.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import css from "./network-view.module.css";
import { Authorities } from "./parts/authorities.tsx";
import { ProxyForm } from "./parts/proxy-form.tsx";

/** «Настройки → Сеть»: the way to servers, and whose certificates are believed. */
export function NetworkView() {
  const { t } = useTranslation();
  return (
    <section className={css.page} aria-label={t("network.title")}>
      <ListHead title={t("network.title")}>{t("network.caption")}</ListHead>
      <ScrollPane label={t("network.caption")} className={css.pane}>
        <div className={css.column}>
          <section className={css.part} aria-label={t("network.proxy")}>
            <h2 className={css.heading}>{t("network.proxy")}</h2>
            <p className={css.note}>{t("network.proxyNote")}</p>
            <ProxyForm />
          </section>
          <section className={css.part} aria-label={t("network.authorities")}>
            <h2 className={css.heading}>{t("network.authorities")}</h2>
            <p className={css.note}>{t("network.authoritiesNote")}</p>
            <Authorities />
          </section>
        </div>
      </ScrollPane>
    </section>
  );
}
