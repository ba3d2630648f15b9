"use strict";
// What the `electron` executable does: find the app (resources/app.asar beside it, or the path given) and run its main.
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { runtime } = require("./runtime.cjs");

const VERSION = "45.4.1";
const REQUIRE = new Set(["-r", "--require"]);

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

/** `electron [switches] [-r module]… [app] [arguments]`. */
function readArguments(given) {
  const required = [];
  let app = null;
  for (let i = 0; i < given.length; i++) {
    if (REQUIRE.has(given[i])) required.push(given[++i]);
    else if (!given[i].startsWith("-")) app ??= given[i];
  }
  return { required, app };
}

function unpackArchive(archive) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "standin-asar-"));
  process.on("exit", () => fs.rmSync(root, { recursive: true, force: true }));
  require("./asar.cjs").extractAsar(archive, root);
  return root;
}

function findApp(executable, given) {
  const archive = path.join(path.dirname(executable), "resources", "app.asar");
  const isPackaged = fs.existsSync(archive);
  if (!isPackaged && given === null) fail("electron stand-in: no app path given");
  const root = isPackaged ? unpackArchive(archive) : path.resolve(given);
  if (!fs.existsSync(root)) fail(`electron stand-in: unable to find the app at ${root}`);
  if (fs.statSync(root).isFile()) return { root: path.dirname(root), manifest: {}, main: root, isPackaged };
  const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  return { root, manifest, main: path.join(root, manifest.main ?? "index.js"), isPackaged };
}

function prepareProcess(executable, given) {
  process.argv = [executable, ...given];
  process.execPath = executable;
  process.type = "browser";
  process.resourcesPath = path.join(path.dirname(executable), "resources");
  process.defaultApp = true;
  process.electronStandIn = true;
  Object.defineProperty(process.versions, "electron", { value: VERSION, enumerable: true });
}

/** `require("electron")` and `import "electron"` give the stand-in, in this process only. */
function resolveElectron() {
  const url = pathToFileURL(path.join(__dirname, "electron.cjs")).href;
  const names = new Set(["electron", "electron/main", "electron/common"]);
  Module.registerHooks({
    resolve: (specifier, context, next) =>
      names.has(specifier) ? { url, format: "commonjs", shortCircuit: true } : next(specifier, context),
  });
}

async function runMain({ main, manifest }) {
  if (main.endsWith(".mjs") || (manifest.type === "module" && main.endsWith(".js"))) {
    await import(pathToFileURL(main).href);
    return;
  }
  Module._load(main, null, true);
}

function boot() {
  const executable = process.env.STANDIN_EXECUTABLE;
  delete process.env.STANDIN_EXECUTABLE;
  const given = process.argv.slice(2);
  const nodePath = process.execPath;
  prepareProcess(executable, given);
  const { required, app } = readArguments(given);
  const found = findApp(executable, app);
  if (found.isPackaged) process.defaultApp = undefined;
  Object.assign(runtime.app, { ...found, nodePath, executable });
  resolveElectron();
  for (const module of required) Module.createRequire(path.join(process.cwd(), "x.js"))(path.resolve(module));
  const electron = require("./electron.cjs");
  runMain(found).then(
    () => electron.app._start(),
    (error) => fail(`A JavaScript error occurred in the main process\n${error?.stack ?? error}`),
  );
}

boot();
