import { fileURLToPath } from "node:url";
import { runCommand, sayOnStderr } from "./setup/say.mjs";
import { withSetUp } from "./setup/set-up.mjs";

// stdout is the hub's log, for programs to read.
sayOnStderr();

await runCommand(() =>
  withSetUp(fileURLToPath(import.meta.url), async () => {
    const { runHub } = await import("./hub/run-hub.mjs");
    return runHub(process.argv.slice(2));
  }),
);
