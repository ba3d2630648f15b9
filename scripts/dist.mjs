import { fileURLToPath } from "node:url";
import { runCommand } from "./setup/say.mjs";
import { withSetUp } from "./setup/set-up.mjs";

await runCommand(() =>
  withSetUp(fileURLToPath(import.meta.url), async () => {
    const { distribute } = await import("./packaging/distribute.mjs");
    return distribute(process.argv.slice(2));
  }),
);
