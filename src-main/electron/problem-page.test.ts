import { expect, it } from "vitest";
import { PROBLEM_LINKS, type ProblemCode, problemPage } from "./problem-page.ts";

const codes: ProblemCode[] = [
  "database-newer",
  "migration-failed",
  "database-unreadable",
  "secrets-unreadable",
  "secrets-lost",
  "key-store-missing",
  "team-unreadable",
  "hub-failed",
];

it.each(codes)("says %s in both languages, the operator's first, with the file and both ways out", (code) => {
  const page = problemPage({ code, file: "/home/анна/cache.db", detail: "9 > 2" }, "ru", "n");
  expect(page.indexOf('<section lang="ru">')).toBeLessThan(page.indexOf('<section lang="en">'));
  expect(page.match(/<h1>[^<]+<\/h1>/g)).toHaveLength(2);
  expect(page).toContain("/home/анна/cache.db");
  expect(page).toContain(`${code}: 9 &#62; 2`);
  expect(page).toContain(`href="${PROBLEM_LINKS.openFolder}"`);
  expect(page).toContain(`href="${PROBLEM_LINKS.quit}"`);
  expect(page).not.toContain("undefined");
});

it("has no script, and escapes a hostile file name and detail", () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror='1'>`;
  const page = problemPage({ code: "hub-failed", file: hostile, detail: hostile }, "en", "n");
  expect(page).not.toMatch(/<script|<img/i);
  expect(page).toContain("&#60;script&#62;");
});
