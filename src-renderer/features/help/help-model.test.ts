import { describe, expect, it } from "vitest";
import { HELP_ARTICLES } from "../../../src-shared/domain/help-articles.ts";
import type { HelpBlock } from "./article.ts";
import { enBook } from "./articles/en.ts";
import { ruBook } from "./articles/ru.ts";
import { findArticles, textsOf } from "./help-model.ts";

/** Of a block, all but its words. */
function shapeOf(block: HelpBlock): unknown {
  if (typeof block === "string") return "text";
  if ("keys" in block) return block.keys.map(([keys]) => keys);
  return Object.entries(block).map(([kind, items]) => [kind, items.length]);
}

describe("the help", () => {
  it.each(HELP_ARTICLES)("says the same of %s in both languages: parts, keys, what to see", (articleId) => {
    const [russian, english] = [ruBook[articleId], enBook[articleId]];
    expect(english.blocks.map(shapeOf)).toEqual(russian.blocks.map(shapeOf));
    expect(english.see).toEqual(russian.see);
    expect(russian.see ?? []).not.toContain(articleId);
  });

  it("never blames, exclaims or says «успешно»", () => {
    const said = Object.values(ruBook).flatMap(({ title, blocks }) => [title, ...blocks.flatMap(textsOf)]);
    expect(said.filter((text) => /!|успешно|вы забыли/i.test(text))).toEqual([]);
  });

  it.each([
    ["перевести", "transfer"],
    ["gthtdtcnb", "transfer"],
    ["звук пропал", "no-sound"],
    ["headset button", "headset"],
    ["индикатор", "readiness"],
    ["vpn", "no-link"],
  ])("finds by «%s»", (typed, articleId) => {
    expect(findArticles(typed, "ru").map((found) => found.articleId)).toContain(articleId);
  });

  it("puts what an article is about before what it only mentions", () => {
    expect(findArticles("звук", "ru")[0]?.articleId).toBe("no-sound");
    expect(findArticles("звук", "ru").map(({ articleId }) => articleId)).toContain("status");
  });

  it("is whole, and in its order, while nothing is looked for", () => {
    expect(findArticles(" ", "en").map(({ articleId }) => articleId)).toEqual([...HELP_ARTICLES]);
  });
});
