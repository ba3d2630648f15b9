const isTest = (file) => /[.](test|spec)[.]tsx?$/.test(file);
const isTestCode = (file) => file.startsWith("tests/") || isTest(file);

const maximumLines = 400;
const maximumTestLines = 600;

/** Finds a pattern line by line, so that a breach has a place. */
function forbid(pattern, advice) {
  return (text) => text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`:${index + 1}: ${advice}`] : []));
}

function limitLines(limit) {
  return (text) => {
    const count = text.replace(/\n$/, "").split("\n").length;
    return count > limit ? [`: ${count} lines, ${limit} at most: split it by subject`] : [];
  };
}

export const styleRules = [
  { name: "file-length", appliesTo: (file) => !isTestCode(file), check: limitLines(maximumLines) },
  { name: "test-length", appliesTo: isTestCode, check: limitLines(maximumTestLines) },
  {
    name: "no-sleep",
    // A helper that waits for a condition may look again later, and a turn of the event loop is no sleep.
    appliesTo: isTest,
    check: forbid(
      /waitForTimeout\(|timers\/promises|\bsleep\(|=>\s*(void\s+)?setTimeout\(\s*\w+\s*,\s*[^0\s)]/,
      "a sleep in a test: wait for a condition",
    ),
  },
  {
    name: "no-skipped-test",
    appliesTo: isTestCode,
    check: forbid(
      /\b(test|it|describe|suite|bench)(\.\w+)*\.(only|skip|todo|fixme|skipIf|runIf|fails)\b|\b(xit|xdescribe|fit|fdescribe)\(/,
      "a test that does not run, or keeps others from running",
    ),
  },
  {
    name: "no-module-mock",
    appliesTo: isTestCode,
    check: forbid(
      /\b(vi|jest)\.(mock|doMock|hoisted|unstable_mockModule)\(/,
      "a module mock: put a fake behind the port",
    ),
  },
  {
    name: "tags",
    appliesTo: (file) => !file.startsWith("scripts/checks/"),
    check: forbid(
      /(\/\/|\*|\/\*).*\b(FIXME|XXX|HACK)\b|(\/\/|\*).*\bTODO\b(?!\(\d+\))/,
      "unfinished work needs @TODO(<issue>)",
    ),
  },
];
