import path from "node:path";
import { inProject, outFolder } from "../setup/project.mjs";
import { countPlaywright, countVitest, failuresOfPlaywright, failuresOfVitest } from "./counts.mjs";

export const resultFolder = path.join(outFolder, "test-results");

const resultFile = (name) => path.join(resultFolder, `${name}.json`);

const vitest = (project) => ({
  name: project,
  needs: [],
  wants: [],
  command: [
    inProject("node_modules/vitest/vitest.mjs"),
    ...["run", "--project", project],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${resultFile(project)}`],
  ],
  environment: {},
  resultFile: resultFile(project),
  count: countVitest,
  failures: failuresOfVitest,
});

const playwright = {
  name: "e2e",
  needs: ["chromium", "app"],
  wants: ["pbx"],
  command: [inProject("node_modules/@playwright/test/cli.js"), "test", "--reporter=list,json"],
  environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: resultFile("e2e") },
  resultFile: resultFile("e2e"),
  count: countPlaywright,
  failures: failuresOfPlaywright,
};

/**
 * Everything but the checks, in the order in which it runs: what is quick and tells most comes first. Without what a
 * runner needs it does not run; without what it wants it runs, and the tests that use that fail one by one.
 */
export const runners = [
  vitest("unit"),
  { ...vitest("integration"), needs: ["chromium", "app"], wants: ["pbx", "cluster", "postgresClient"] },
  { ...vitest("packaging"), needs: ["chromium", "app"] },
  playwright,
];

export const houseRunner = vitest("house");
