import { useTranslation } from "react-i18next";
import type { HelpArticleId } from "../../../src-shared/domain/help-articles.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { useToday } from "../../lib/clock.ts";
import { formatDate } from "../../lib/format-date.ts";
import { ListHead } from "../../ui/list-head.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { RELEASES } from "./releases.ts";
import { useReadNews } from "./use-news.ts";
import css from "./whats-new-view.module.css";

/** «Что нового»: what each version brought, the newest first. */
export function WhatsNewView({ onArticle }: { readonly onArticle: (articleId: HelpArticleId) => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const today = useToday();
  useReadNews();
  return (
    <section className={css.page} aria-label={t("news.title")}>
      <ListHead title={t("news.title")}>{t("news.caption")}</ListHead>
      <ScrollPane label={t("news.caption")} className={css.pane}>
        {RELEASES.map(({ version, atMs, news }) => (
          <article key={version} className={css.release}>
            <h3 className={css.version}>
              {t("news.version", { version })}
              <span className={css.date}>{formatDate(atMs, today, locale)}</span>
            </h3>
            <ul className={css.list}>
              {news.map(({ title, text, article }) => (
                <li key={title.en} className={css.item}>
                  <p className={css.name}>{title[locale]}</p>
                  <p className={css.text}>{text[locale]}</p>
                  {article && (
                    <button
                      type="button"
                      className={css.link}
                      aria-label={t("news.moreOf", { title: title[locale] })}
                      onClick={() => onArticle(article)}
                    >
                      {t("news.more")}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </article>
        ))}
      </ScrollPane>
    </section>
  );
}
