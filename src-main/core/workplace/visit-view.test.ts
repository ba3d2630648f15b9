import { describe, expect, test } from "vitest";
import { visitView } from "./visit-view.ts";

const visit = { site: "Кофе и чай", url: "https://shop.example/tea?utm_source=mail", title: "", referrer: "", utm: {} };

describe("a visit as the operator reads it", () => {
  test.for([
    [{ ...visit, title: " Чай " }, "Чай"],
    [visit, "/tea"],
    [{ ...visit, url: "https://shop.example" }, "Кофе и чай"],
    [{ ...visit, url: "not an address" }, "Кофе и чай"],
  ] as const)("%o is page %s", ([given, page]) => {
    expect(visitView({ visit: given })).toEqual({ site: "Кофе и чай", page });
  });

  test("it says which advertisement brought the customer", () => {
    const utm = { source: "mail", campaign: "autumn" };
    expect(visitView({ visit: { ...visit, utm } })).toMatchObject({ source: "mail, autumn" });
  });

  test("a call from elsewhere has none", () => {
    expect(visitView({})).toBeUndefined();
  });
});
