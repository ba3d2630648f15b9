import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { cruise } from "dependency-cruiser";
import { root as projectRoot } from "../setup/project.mjs";
import { listSourceFiles } from "./source-files.mjs";

/**
 * Holds the one-way rule of the rooms. The tool finds nothing, and says all is well, when it cannot read the sources
 * (as with TypeScript 7 alone): so the modules it saw are compared with the files on disk.
 */
export async function checkLayers(root, configuration) {
  const files = listSourceFiles(root);
  const { output } = await cruise(files, {
    ...configuration.options,
    baseDir: root,
    ruleSet: { forbidden: configuration.forbidden },
    validate: true,
  });
  const seen = new Set(output.modules.map((module) => module.source));
  const unseen = files.filter((file) => !seen.has(file));
  const violations = output.summary.violations.map(
    ({ rule, from, to, cycle }) => `${rule.name}: ${from} → ${cycle ? cycle.map(({ name }) => name).join(" → ") : to}`,
  );
  const problems = [...violations];
  if (files.length === 0) problems.push("no source file was found");
  if (unseen.length > 0)
    problems.push(`${unseen.length} of ${files.length} files were not read: ${unseen.slice(0, 5).join(", ")}`);
  return { problems, seenCount: files.length - unseen.length };
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const root = path.resolve(process.argv[2] ?? projectRoot);
  const rules = new URL("../../.dependency-cruiser.mjs", import.meta.url);
  const configuration = (await import(fileURLToPath(rules))).configuration;
  const { problems, seenCount } = await checkLayers(root, configuration);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stdout.write(`${seenCount} modules, ${problems.length} problems\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
