import { HELP_ARTICLES, type HelpArticleId } from "../../../src-shared/domain/help-articles.ts";
import type { Locale } from "../../lib/format-date.ts";
import { type Findable, findByWords } from "../../lib/word-search.ts";
import type { HelpArticle, HelpBlock, HelpBook } from "./article.ts";
import { enBook } from "./articles/en.ts";
import { ruBook } from "./articles/ru.ts";

const BOOKS: Readonly<Record<Locale, HelpBook>> = { ru: ruBook, en: enBook };

export function articleOf(articleId: HelpArticleId, locale: Locale): HelpArticle {
  return BOOKS[locale][articleId];
}

export type FoundArticle = Findable & { readonly articleId: HelpArticleId };

/** The articles that fit the words of either language: by what they are called first, then by what they say. */
export function findArticles(typed: string, locale: Locale): readonly FoundArticle[] {
  const called = findByWords(
    articlesBy(locale, ({ title, words }) => [title, words]),
    typed,
  );
  const said = findByWords(
    articlesBy(locale, ({ title, words, blocks }) => [title, words, ...blocks.flatMap(textsOf)]),
    typed,
  );
  return [...called, ...said.filter(({ articleId }) => called.every((one) => one.articleId !== articleId))];
}

function articlesBy(locale: Locale, textsBy: (article: HelpArticle) => readonly string[]): readonly FoundArticle[] {
  return HELP_ARTICLES.map((articleId) => ({
    articleId,
    title: articleOf(articleId, locale).title,
    words: [ruBook[articleId], enBook[articleId]].flatMap(textsBy),
  }));
}

export function textsOf(block: HelpBlock): readonly string[] {
  if (typeof block === "string") return [block];
  if ("steps" in block) return block.steps;
  return "list" in block ? block.list : block.keys.map(([, words]) => words);
}
