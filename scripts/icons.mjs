import { fileURLToPath } from "node:url";
import { runCommand } from "./setup/say.mjs";
import { withSetUp } from "./setup/set-up.mjs";

await runCommand(() =>
  withSetUp(fileURLToPath(import.meta.url), async () => {
    const { drawIcons } = await import("./icons/draw-icons.mjs");
    await drawIcons();
    return 0;
  }),
);
