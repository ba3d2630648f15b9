import { stripVTControlCharacters } from "node:util";

/**
 * Each reader takes the JSON report of a runner and answers what was counted. A skipped test counts as failed: it is
 * a promise nobody checks.
 */
export function countVitest(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === "passed").length;
  // A file that does not load has no tests of its own, yet it failed.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  return { passed, failed: tests.length - passed + brokenFiles.length };
}

export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const tests = unexpected + flaky + skipped;
  return { passed: expected, failed: Math.max(tests, report.errors.length > 0 ? 1 : 0) };
}

/** The names of what failed, so that the end of a long output tells it. */
export function failuresOfVitest(report) {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status !== "passed");
    if (failed.length === 0)
      return file.status === "failed" ? [`${file.name}: did not load: ${firstLine(file.message)}`] : [];
    return failed.map(
      (test) => `${file.name} > ${test.fullName}: ${test.status}: ${firstLine(test.failureMessages?.[0])}`,
    );
  });
}

export function failuresOfPlaywright(report) {
  const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
  const failed = report.suites
    .flatMap(specsOf)
    .flatMap((spec) =>
      spec.tests
        .filter((test) => test.status !== "expected")
        .map((test) => `${spec.file}:${spec.line} > ${spec.title}: ${test.status}: ${firstLine(errorOf(test))}`),
    );
  return [...failed, ...report.errors.map((error) => firstLine(error.message))];
}

function errorOf(test) {
  return test.results.flatMap((result) => result.errors ?? [])[0]?.message;
}

function firstLine(text) {
  return stripVTControlCharacters(String(text ?? ""))
    .split("\n", 1)[0]
    .slice(0, 300);
}

/** What a runner's run is worth; one that died, said nothing or ran nothing has failed at least once. */
export function judgeRun({ code, report, count }) {
  if (!report) return { passed: 0, failed: 1, note: "left no report" };
  const counted = count(report);
  if (counted.passed + counted.failed === 0) return { passed: 0, failed: 1, note: "ran nothing" };
  if (code !== 0 && counted.failed === 0) return { ...counted, failed: 1, note: `ended with code ${code}` };
  return counted;
}
