import { createRequire, enableCompileCache } from "node:module";
import { join } from "node:path";
import { app } from "electron";

// Where Electron begins. All else is a bundle of its own (main.ts), so that what V8 compiled of it last time can be taken
// again. Not in a packed app: a cache that anybody may write would undo the integrity check of the archive.
if (!app.isPackaged) {
  const folder = join(import.meta.dirname, "..", "compile-cache");
  enableCompileCache(folder);
  // For the hub's process.
  process.env.NODE_COMPILE_CACHE = folder;
}

createRequire(import.meta.url)("./desktop.cjs");
