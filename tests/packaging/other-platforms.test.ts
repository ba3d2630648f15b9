import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { makeMacDistribution, makeWindowsDistribution } from "./fake-distributions.ts";
import { makeOutputFolder, openPackedApp, readFuses, runNode, shippedFuses } from "./pack.ts";

const builder = "node_modules/electron-builder/cli.js";

function nativeModules(resources: string): readonly string[] {
  return openPackedApp(resources).files.filter((file) => file.endsWith(".node"));
}

describe("what another platform's package would hold", () => {
  test.for(["x64", "arm64"])("Windows %s: its own native module and nothing of the repository", async (arch) => {
    const output = makeOutputFolder(`windows-${arch}`);
    const distribution = makeWindowsDistribution(path.join(output, "electron"));
    // Editing the executable's resources and writing the archive's hash into them needs a real executable.
    const settings = ["-c.win.signAndEditExecutable=false", "-c.disableAsarIntegrity=true"];
    const places = [`-c.electronDist=${distribution}`, `-c.directories.output=${output}`];
    runNode([builder, "--win", `--${arch}`, "--dir", "--publish", "never", ...settings, ...places]);
    const tree = path.join(output, arch === "x64" ? "win-unpacked" : `win-${arch}-unpacked`);
    expect(nativeModules(path.join(tree, "resources"))).toEqual([
      `node_modules/better-sqlite3/prebuilds/win32-${arch}.node`,
    ]);
    expect(strangers(path.join(tree, "resources"))).toEqual([]);
    expect(await readFuses(path.join(tree, "Tandem.exe"))).toMatchObject(shippedFuses);
  });

  test.for(["x64", "arm64"])("macOS %s: its own native module and nothing of the repository", async (arch) => {
    const output = makeOutputFolder(`mac-${arch}`);
    const distribution = makeMacDistribution(path.join(output, "electron"));
    const places = [`-c.electronDist=${distribution}`, `-c.directories.output=${output}`];
    runNode([builder, "--mac", `--${arch}`, "--dir", "--publish", "never", ...places]);
    const contents = path.join(output, arch === "x64" ? "mac" : `mac-${arch}`, "Tandem.app/Contents");
    expect(nativeModules(path.join(contents, "Resources"))).toEqual([
      `node_modules/better-sqlite3/prebuilds/darwin-${arch}.node`,
    ]);
    expect(strangers(path.join(contents, "Resources"))).toEqual([]);
    expect(await readFuses(path.dirname(contents))).toMatchObject(shippedFuses);
    const plist = fs.readFileSync(path.join(contents, "Info.plist"), "utf8");
    expect(plist).toContain("NSMicrophoneUsageDescription");
    expect(plist).toContain("ElectronAsarIntegrity");
  });
});

function strangers(resources: string): readonly string[] {
  return openPackedApp(resources).files.filter(
    (file) => !/^(package[.]json$|out\/app\/|node_modules\/better-sqlite3\/)/.test(file),
  );
}
