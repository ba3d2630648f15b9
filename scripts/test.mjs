import { fileURLToPath } from "node:url";
import { runCommand } from "./setup/say.mjs";
import { withSetUp } from "./setup/set-up.mjs";

await runCommand(() =>
  withSetUp(fileURLToPath(import.meta.url), async () => {
    const { testAll } = await import("./testing/test-all.mjs");
    return testAll(process.argv.slice(2));
  }),
);
