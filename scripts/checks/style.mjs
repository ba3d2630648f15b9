import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root as projectRoot } from "../setup/project.mjs";
import { listSourceFiles } from "./source-files.mjs";
import { styleRules } from "./style-rules.mjs";

/** House rules that no tool has; answers one line per breach. */
export function checkStyle(root, rules = styleRules) {
  const files = listSourceFiles(root, { endings: /[.](ts|tsx|mjs|cjs|js|css)$/ });
  const problems = files.flatMap((file) => {
    const text = fs.readFileSync(path.join(root, file), "utf8");
    return rules
      .filter((rule) => rule.appliesTo(file))
      .flatMap((rule) => rule.check(text).map((found) => `${file}${found}`));
  });
  return { problems: files.length === 0 ? ["no source file was found"] : problems, seenCount: files.length };
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const { problems, seenCount } = checkStyle(path.resolve(process.argv[2] ?? projectRoot));
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stdout.write(`${seenCount} files, ${problems.length} problems\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
