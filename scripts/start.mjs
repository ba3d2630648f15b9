import { fileURLToPath } from "node:url";
import { runCommand, sayOnStderr } from "./setup/say.mjs";
import { withSetUp } from "./setup/set-up.mjs";

// stdout of a self-test is one JSON line, for programs to read.
if (process.argv.includes("--self-test")) sayOnStderr();

await runCommand(() =>
  withSetUp(fileURLToPath(import.meta.url), async () => {
    const { startApp } = await import("./starting/start-app.mjs");
    return startApp(process.argv.slice(2));
  }),
);
