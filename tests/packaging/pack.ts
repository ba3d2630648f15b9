import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { extractFile, listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";

export const projectRoot = path.resolve(import.meta.dirname, "../..");

/** Runs a tool of the project to its end; its output is the failure's text. */
export function runNode(args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: projectRoot,
    encoding: "utf8",
    env: { TANDEM_ELECTRON: "stand-in", ...process.env },
    timeout: 150_000,
  });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}\n${stdout}\n${stderr}`);
}

/** A folder of its own below out/, gone when the test file is done. */
export function makeOutputFolder(name: string): string {
  const folder = path.join(projectRoot, "out", "packaging-test", name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

export type PackedApp = {
  readonly resources: string;
  /** Files inside app.asar, without its folders, with forward slashes. */
  readonly files: readonly string[];
  readonly readText: (file: string) => string;
};

export function openPackedApp(resources: string): PackedApp {
  const archive = path.join(resources, "app.asar");
  const names = listPackage(archive, { isPack: false }).map((name) => name.replaceAll("\\", "/").replace(/^\//, ""));
  const folders = new Set(names.map((name) => path.posix.dirname(name)));
  return {
    resources,
    files: names.filter((name) => !folders.has(name)),
    readText: (file) => extractFile(archive, file).toString("utf8"),
  };
}

export type Fuses = Readonly<Record<string, "on" | "off" | "removed">>;

/** SECURITY.md, point 7: what may not be done to the shipped app by whoever starts it. */
export const shippedFuses: Fuses = {
  RunAsNode: "off",
  EnableCookieEncryption: "on",
  EnableNodeOptionsEnvironmentVariable: "off",
  EnableNodeCliInspectArguments: "off",
  EnableEmbeddedAsarIntegrityValidation: "on",
  OnlyLoadAppFromAsar: "on",
  GrantFileProtocolExtraPrivileges: "off",
};

/** The fuses that are burnt into an executable, by name. */
export async function readFuses(executable: string): Promise<Fuses> {
  const wire = await getCurrentFuseWire(executable);
  const words = new Map<unknown, "on" | "off" | "removed">([
    [FuseState.ENABLE, "on"],
    [FuseState.DISABLE, "off"],
    [FuseState.REMOVED, "removed"],
  ]);
  const entries = Object.entries(wire).flatMap(([index, state]) => {
    const name = FuseV1Options[Number(index)];
    const word = words.get(state);
    return name !== undefined && word !== undefined ? [[name, word] as const] : [];
  });
  return Object.fromEntries(entries);
}
