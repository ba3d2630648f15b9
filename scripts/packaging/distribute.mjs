import path from "node:path";
import { parseArgs } from "node:util";
import { buildWhenChanged } from "../build/build-app.mjs";
import { runChild } from "../setup/child.mjs";
import { ensureElectron, wantedElectron } from "../setup/electron.mjs";
import { withSetUpLock } from "../setup/lock.mjs";
import { inProject, node24, root } from "../setup/project.mjs";
import { SetUpError, say } from "../setup/say.mjs";
import { signingOptions } from "./signing.mjs";
import { makeStandInDistribution } from "./stand-in-distribution.mjs";

const options = {
  /** Only the unpacked tree, no installer: needs nothing from the network. */
  dir: { type: "boolean", default: false },
  /** Leaves --inspect working, so that Playwright can drive the packed app; never for shipping. */
  inspectable: { type: "boolean", default: false },
  output: { type: "string" },
};

/** Packs the app for the platform at hand by electron-builder.yml. */
export async function distribute(typed) {
  const { values } = parseArgs({ args: typed, options });
  const distribution = await withSetUpLock(async () => {
    await buildWhenChanged();
    return (await findElectronFolder()) ?? standInFor(values);
  });
  const settings = [
    `-c.electronDist=${distribution}`,
    ...(values.inspectable ? ["-c.electronFuses.enableNodeCliInspectArguments=true"] : []),
    ...(values.output ? [`-c.directories.output=${path.resolve(values.output)}`] : []),
    ...signingOptions(process.env),
  ];
  const builder = inProject("node_modules/electron-builder/cli.js");
  const args = [builder, ...(values.dir ? ["--dir"] : []), "--publish", "never", ...settings];
  const { code } = await runChild(node24, args, { cwd: root });
  return code;
}

async function findElectronFolder() {
  if (wantedElectron() === "stand-in") return undefined;
  const executable = await ensureElectron();
  if (!executable) return undefined;
  return inProject("node_modules/electron/dist");
}

function standInFor({ dir }) {
  if (!dir) throw new SetUpError("installers need real Electron, and it cannot be fetched here; try npm run dist:dir.");
  say("packing the Electron stand-in: for tests only");
  return makeStandInDistribution();
}
