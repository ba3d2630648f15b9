import { expect, it } from "vitest";
import { settingsSections } from "./settings-index.ts";

it("names each section once, and one's own sign-in only where there is one", () => {
  const session = { url: "https://hub.example", login: "marina", state: "in" } as const;
  const headings = settingsSections(session).map(({ heading }) => heading);
  expect(new Set(headings).size).toBe(headings.length);
  expect(headings).toContain("session.own");
  expect(settingsSections(null).map(({ heading }) => heading)).toEqual(headings.filter((one) => one !== "session.own"));
});
