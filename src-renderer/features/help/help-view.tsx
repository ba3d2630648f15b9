import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HelpArticleId } from "../../../src-shared/domain/help-articles.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { ListHead } from "../../ui/list-head.tsx";
import { Message } from "../../ui/message.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { findArticles } from "./help-model.ts";
import css from "./help-view.module.css";
import { ArticlePage } from "./parts/article-page.tsx";

type HelpProps = { readonly articleId: HelpArticleId; readonly onOpen: (articleId: HelpArticleId) => void };

/** The help: its articles, found by words of either language, and the one that is open. */
export function HelpView({ articleId, onOpen }: HelpProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [typed, setTyped] = useState("");
  const page = useRef<HTMLDivElement>(null);
  const found = findArticles(typed, locale);
  // Another article begins at its head, also for a reader.
  useEffect(() => {
    const title = page.current?.querySelector<HTMLElement>(`[data-article="${articleId}"] h3`);
    title?.scrollIntoView({ block: "start" });
  }, [articleId]);
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const first = found[0];
    if ((event.code === "Enter" || event.code === "NumpadEnter") && first) onOpen(first.articleId);
    else if (event.code === "Escape" && !event.shiftKey && typed !== "") setTyped("");
    else return;
    event.preventDefault();
  };
  return (
    <section className={css.page} aria-label={t("help.title")}>
      <ListHead title={t("help.title")}>{t("help.caption")}</ListHead>
      <div className={css.columns}>
        <div className={css.contents}>
          <SearchField
            className={css.search}
            label={t("help.search")}
            value={typed}
            onType={setTyped}
            onKeyDown={handleKeyDown}
          />
          <ScrollPane label={t("help.articles")} className={css.list}>
            {found.length === 0 && <Message title={t("help.nothing")}>{t("help.nothingText")}</Message>}
            <nav aria-label={t("help.articles")}>
              <ul className={css.rows}>
                {found.map((one) => (
                  <li key={one.articleId}>
                    <button
                      type="button"
                      className={css.row}
                      aria-current={one.articleId === articleId ? "page" : undefined}
                      onClick={() => onOpen(one.articleId)}
                    >
                      {one.title}
                    </button>
                  </li>
                ))}
              </ul>
            </nav>
          </ScrollPane>
        </div>
        <div ref={page} className={css.reading}>
          <ArticlePage articleId={articleId} onOpen={onOpen} />
        </div>
      </div>
    </section>
  );
}
