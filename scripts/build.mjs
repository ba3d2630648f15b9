import { fileURLToPath } from "node:url";
import { withSetUpLock } from "./setup/lock.mjs";
import { runCommand } from "./setup/say.mjs";
import { withSetUp } from "./setup/set-up.mjs";

await runCommand(() =>
  withSetUp(fileURLToPath(import.meta.url), async () => {
    const { buildApp } = await import("./build/build-app.mjs");
    await withSetUpLock(() => buildApp());
    return 0;
  }),
);
