import { fileURLToPath } from "node:url";
import { runCommand, sayOnStderr } from "./setup/say.mjs";
import { withSetUp } from "./setup/set-up.mjs";

// stdout holds JSON lines and nothing else.
sayOnStderr();

await runCommand(() =>
  withSetUp(fileURLToPath(import.meta.url), async () => {
    const { runBenches } = await import("./benchmarks/run-benches.mjs");
    return runBenches(process.argv.slice(2));
  }),
);
