import { describe, expect, test } from "vitest";
import { checkStyle } from "../../scripts/checks/style.mjs";
import { listSuppressions } from "../../scripts/checks/suppressions.mjs";
import { plantTree, projectRoot } from "./planted-tree.ts";

/** How many comments switch a check off. It may only go down; a new one needs an ADR and another that goes. */
const suppressionCeiling = 10;

const longLine = "export const line = 1;\n";
// The planted words are put together here, so that this file itself is clean.
const word = (...parts: readonly string[]) => parts.join("");

const planted: readonly (readonly [what: string, file: string, text: string, advice: string])[] = [
  ["a file too long", "src-hub/planted.ts", longLine.repeat(401), "401 lines, 400 at most"],
  ["a test too long", "src-hub/planted.test.ts", longLine.repeat(601), "601 lines, 600 at most"],
  ["a sleep", "src-hub/planted.test.ts", word("await page.waitFor", "Timeout(500);\n"), "a sleep in a test"],
  [
    "a sleep by hand",
    "tests/e2e/planted.spec.ts",
    word("new Promise((resolve) => set", "Timeout(resolve, 5));\n"),
    "a sleep in a test",
  ],
  ["a test alone", "src-hub/planted.test.ts", word("test", ".only('a', () => {});\n"), "does not run"],
  ["a skipped test", "tests/e2e/planted.spec.ts", word("test", ".skip('a', () => {});\n"), "does not run"],
  ["a test to do", "src-hub/planted.test.ts", word("test", ".todo('a');\n"), "does not run"],
  ["a module mock", "src-hub/planted.test.ts", word("vi", ".mock('./a.ts');\n"), "a module mock"],
  ["a stub", "src-hub/planted.ts", word("// TO", "DO later\n"), "unfinished work"],
];

describe("the style check", () => {
  test("finds nothing in clean files", () => {
    using tree = plantTree({
      "src-hub/a.ts": longLine.repeat(400),
      "src-hub/a.test.ts": longLine.repeat(600),
      "tests/support/wait.ts": word("new Promise((resolve) => set", "Timeout(resolve, 5));\n"),
      "src-hub/b.ts": word("// @TO", "DO(12) with its issue\n"),
    });
    expect(checkStyle(tree.root)).toEqual({ problems: [], seenCount: 4 });
  });

  test.for(planted)("sees %s", ([, file, text, advice]) => {
    using tree = plantTree({ [file]: text });
    const { problems } = checkStyle(tree.root);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(advice);
    expect(problems[0]).toContain(file);
  });

  test("fails when there is nothing to read", () => {
    using tree = plantTree({});
    expect(checkStyle(tree.root).problems).toEqual(["no source file was found"]);
  });
});

test("the comments that switch a check off become fewer", () => {
  const found = listSuppressions(projectRoot);
  expect(found.length, `lower the ceiling, or remove:\n${found.join("\n")}`).toBe(suppressionCeiling);
});
