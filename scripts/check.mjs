import { fileURLToPath } from "node:url";
import { runCommand } from "./setup/say.mjs";
import { withSetUp } from "./setup/set-up.mjs";

await runCommand(() =>
  withSetUp(fileURLToPath(import.meta.url), async () => {
    const { runChecks } = await import("./checks/run-checks.mjs");
    const { passed, failed } = await runChecks();
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
    return failed === 0 ? 0 : 1;
  }),
);
