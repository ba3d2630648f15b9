import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");
export const outFolder = path.join(root, "out");
export const appFolder = path.join(outFolder, "app");
export const stampFolder = path.join(root, "node_modules", ".tandem");

/** The Node that runs everything but the first steps of set-up: the npm package `node`, pinned in package-lock.json. */
export const node24 = path.join(root, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");

export const inProject = (...parts) => path.join(root, ...parts);
