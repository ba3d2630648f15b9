import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { isResultLine } from "../../scripts/benchmarks/result-line.mjs";
import { signingOptions } from "../../scripts/packaging/signing.mjs";
import { findChromium } from "../../scripts/setup/chromium.mjs";
import { hasDisplay } from "../../scripts/setup/display.mjs";
import { wantedElectron } from "../../scripts/setup/electron.mjs";
import { appArguments } from "../../scripts/starting/app-arguments.mjs";
import {
  countPlaywright,
  countVitest,
  failuresOfPlaywright,
  failuresOfVitest,
  judgeRun,
} from "../../scripts/testing/counts.mjs";
import { plantTree, projectRoot } from "./planted-tree.ts";

describe("npm start", () => {
  test("makes file names absolute, however they are typed", () => {
    expect(appArguments(["--self-test", "--screenshot", "a.png"], "/home/me")).toEqual([
      "--self-test",
      "--screenshot=/home/me/a.png",
    ]);
    expect(appArguments(["--screenshot=b/a.png", "--team=/t.json"], "/home/me")).toEqual([
      "--screenshot=/home/me/b/a.png",
      "--team=/t.json",
    ]);
  });

  test("refuses a picture without a name", () => {
    expect(() => appArguments(["--screenshot"], "/")).toThrow("--screenshot needs a file");
    expect(() => appArguments(["--screenshot", "--self-test"], "/")).toThrow("--screenshot needs a file");
  });

  test("knows whether a window can be opened", () => {
    expect(hasDisplay({}, "linux")).toBe(false);
    expect(hasDisplay({ DISPLAY: ":0" }, "linux")).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: "wayland-0" }, "linux")).toBe(true);
    expect(hasDisplay({}, "darwin")).toBe(true);
  });

  test("takes the Electron it is told, and refuses a word it does not know", () => {
    expect(wantedElectron({})).toBe("");
    expect(wantedElectron({ TANDEM_ELECTRON: "stand-in" })).toBe("stand-in");
    expect(() => wantedElectron({ TANDEM_ELECTRON: "fake" })).toThrow("it may be real or stand-in");
  });

  test("takes the Chromium it is told, and says so when there is none", () => {
    using tree = plantTree({ "bin/chromium": "" });
    const named = path.join(tree.root, "bin/chromium");
    expect(findChromium({ CHROMIUM_PATH: named })).toBe(named);
    expect(() => findChromium({ CHROMIUM_PATH: path.join(tree.root, "gone") })).toThrow("there is no such file");
  });
});

describe("npm test", () => {
  const file = (status: string, ...statuses: readonly string[]) => ({
    status,
    assertionResults: statuses.map((each) => ({ status: each })),
  });

  test("counts a skipped test and a file that does not load as failed", () => {
    const testResults = [file("passed", "passed", "passed"), file("passed", "skipped", "todo"), file("failed")];
    expect(countVitest({ testResults })).toEqual({ passed: 2, failed: 3 });
    expect(countVitest({ testResults: [file("failed", "failed", "passed")] })).toEqual({ passed: 1, failed: 1 });
  });

  test("counts a flaky or skipped scenario as failed, and errors outside of scenarios too", () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 1 };
    expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 5, failed: 3 });
    const none = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(countPlaywright({ stats: none, errors: [{}] })).toEqual({ passed: 0, failed: 1 });
  });

  test("names what failed, with the first line of why", () => {
    const assertionResults = [
      { status: "passed", fullName: "good" },
      { status: "failed", fullName: "bad", failureMessages: ["\u001b[31mexpected 1\u001b[39m\nat line 3"] },
    ];
    expect(failuresOfVitest({ testResults: [{ name: "a.test.ts", status: "failed", assertionResults }] })).toEqual([
      "a.test.ts > bad: failed: expected 1",
    ]);
    const broken = { name: "b.test.ts", status: "failed", assertionResults: [], message: "no such module" };
    expect(failuresOfVitest({ testResults: [broken] })).toEqual(["b.test.ts: did not load: no such module"]);
    const spec = (title: string, status: string, errors: readonly { message: string }[]) => ({
      ...{ file: "c.spec.ts", line: 7, title },
      tests: [{ status, results: [{ errors }] }],
    });
    const suites = [
      {
        specs: [spec("good", "expected", [])],
        suites: [{ specs: [spec("bad", "unexpected", [{ message: "gone\nat" }])] }],
      },
    ];
    expect(failuresOfPlaywright({ suites, errors: [{ message: "no browser" }] })).toEqual([
      "c.spec.ts:7 > bad: unexpected: gone",
      "no browser",
    ]);
  });

  test("a runner that dies, ran nothing or ends badly has failed", () => {
    const count = (report: { passed: number; failed: number }) => report;
    expect(judgeRun({ code: 139, report: undefined, count })).toMatchObject({ failed: 1 });
    expect(judgeRun({ code: 0, report: { passed: 0, failed: 0 }, count })).toMatchObject({ failed: 1 });
    expect(judgeRun({ code: 1, report: { passed: 3, failed: 0 }, count })).toMatchObject({ passed: 3, failed: 1 });
    expect(judgeRun({ code: 0, report: { passed: 3, failed: 0 }, count })).toEqual({ passed: 3, failed: 0 });
  });
});

describe("npm run bench", () => {
  test("prints only lines with a name, a number and a unit", () => {
    expect(isResultLine({ name: "ring", value: 1.2, unit: "ratio" })).toBe(true);
    expect(isResultLine({ name: "ring", value: Number.NaN, unit: "ratio" })).toBe(false);
    expect(isResultLine({ name: "ring", value: 1 })).toBe(false);
    expect(isResultLine("ring")).toBe(false);
  });
});

describe("npm run dist", () => {
  test("signs when the environment names everything, and never by halves", () => {
    const environment = {
      TANDEM_SIGN_PUBLISHER: "Tandem",
      TANDEM_SIGN_ENDPOINT: "https://sign.invalid",
      TANDEM_SIGN_ACCOUNT: "account",
      TANDEM_SIGN_PROFILE: "profile",
    };
    expect(signingOptions({})).toEqual([]);
    expect(signingOptions(environment)).toContain("-c.win.azureSignOptions.endpoint=https://sign.invalid");
    expect(() => signingOptions({ TANDEM_SIGN_PUBLISHER: "Tandem" })).toThrow("signing needs TANDEM_SIGN_ENDPOINT");
  });

  test("has one production dependency, for everything else is bundled", () => {
    const text = fs.readFileSync(path.join(projectRoot, "package.json"), "utf8");
    const { dependencies } = JSON.parse(text) as { readonly dependencies: Readonly<Record<string, string>> };
    expect(Object.keys(dependencies)).toEqual(["better-sqlite3"]);
  });
});
