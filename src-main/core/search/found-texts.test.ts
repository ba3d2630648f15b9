import { describe, expect, it } from "vitest";
import { foundTexts, namedTerms } from "./found-texts.ts";

const NOBODY = { queues: [], colleagues: [], topics: [] };

function foundIn(message: string, query: string) {
  const contact = { customer: { name: null, address: "+79000001427" }, queueId: null, operators: [], notes: {} };
  const hit = { contact, message: { text: message } } as unknown as Parameters<typeof foundTexts>[0];
  return foundTexts(hit, namedTerms(query, NOBODY))?.[0];
}

describe("what of a message is shown", () => {
  it("begins shortly before what was found, also in a text that would fit, since a narrow column cuts its end", () => {
    const found = foundIn("Добрый день! Где мой заказ? Обещали доставку во вторник", "доставка");
    expect(found?.text).toBe("…заказ? Обещали доставку во вторник");
    expect(found?.marks.map(({ from, to }) => found.text.slice(from, to))).toEqual(["доставку"]);
  });

  it("is whole when what was found stands at its beginning", () => {
    expect(foundIn("Обещали доставку", "доставка")?.text).toBe("Обещали доставку");
  });

  it("is nothing when a word of the query is missing", () => {
    expect(foundIn("Обещали доставку", "доставка вторник")).toBeUndefined();
  });
});
