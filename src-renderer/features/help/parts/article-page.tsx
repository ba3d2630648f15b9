import { useTranslation } from "react-i18next";
import type { HelpArticleId } from "../../../../src-shared/domain/help-articles.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { Keys } from "../../../ui/keys.tsx";
import { ScrollPane } from "../../../ui/scroll-pane.tsx";
import type { HelpBlock } from "../article.ts";
import { articleOf, textsOf } from "../help-model.ts";
import css from "../help-view.module.css";

type PageProps = { readonly articleId: HelpArticleId; readonly onOpen: (articleId: HelpArticleId) => void };

/** One article, and what to read beside it. */
export function ArticlePage({ articleId, onOpen }: PageProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { title, blocks, see = [] } = articleOf(articleId, locale);
  return (
    <ScrollPane label={title} className={css.article}>
      <article data-article={articleId}>
        <h3 className={css.title}>{title}</h3>
        {blocks.map((block) => (
          <Block key={textsOf(block).join()} block={block} />
        ))}
        {see.length > 0 && (
          <nav className={css.see} aria-label={t("help.see")}>
            <p className={css.seeTitle}>{t("help.see")}</p>
            {see.map((other) => (
              <button key={other} type="button" className={css.link} onClick={() => onOpen(other)}>
                {articleOf(other, locale).title}
              </button>
            ))}
          </nav>
        )}
      </article>
    </ScrollPane>
  );
}

function Block({ block }: { readonly block: HelpBlock }) {
  if (typeof block === "string") return <p className={css.text}>{block}</p>;
  if ("steps" in block) return <ol className={css.items}>{items(block.steps)}</ol>;
  if ("list" in block) return <ul className={css.items}>{items(block.list)}</ul>;
  return (
    <dl className={css.keys}>
      {block.keys.map(([keys, words]) => (
        <div key={keys} className={css.pair}>
          <dt>
            <span className={css.read}>{keys}</span>
            <Keys>{keys}</Keys>
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

function items(texts: readonly string[]) {
  return texts.map((text) => <li key={text}>{text}</li>);
}
