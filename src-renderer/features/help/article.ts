import type { HelpArticleId } from "../../../src-shared/domain/help-articles.ts";

/** A part of an article: a paragraph, steps in their order, things side by side, or keys with what they do. */
export type HelpBlock =
  | string
  | { readonly steps: readonly string[] }
  | { readonly list: readonly string[] }
  | { readonly keys: readonly (readonly [keys: string, words: string])[] };

export type HelpArticle = {
  readonly title: string;
  /** Other words it is looked for by. */
  readonly words: string;
  readonly blocks: readonly HelpBlock[];
  readonly see?: readonly HelpArticleId[];
};

export type HelpBook = Readonly<Record<HelpArticleId, HelpArticle>>;
