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

/** What a runner's run is worth; one that died, said nothing or ran nothing has failed at least once. */
export function judgeRun({ code, report, count }) {
  if (!report) return { passed: 0, failed: 1, note: "left no report" };
  const counted = count(report);
  if (counted.passed + counted.failed === 0) return { passed: 0, failed: 1, note: "ran nothing" };
  if (code !== 0 && counted.failed === 0) return { ...counted, failed: 1, note: `ended with code ${code}` };
  return counted;
}
