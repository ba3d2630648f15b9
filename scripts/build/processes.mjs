import path from "node:path";
import { build } from "esbuild";
import { appFolder, inProject, root } from "../setup/project.mjs";
import { hubSocketByWsAlone } from "./hub-socket.mjs";
import { sipGrammarDecodedOnce } from "./sip-grammar.mjs";

// Electron loads the bundles as CommonJS, the sources are ES modules: what a module knows of its own place is mapped.
const modulePlace = {
  "import.meta.url": "__tandemModuleUrl",
  "import.meta.dirname": "__dirname",
  "import.meta.filename": "__filename",
};
const modulePlaceBanner = 'const __tandemModuleUrl = require("node:url").pathToFileURL(__filename).href;';

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  sourcemap: true,
  legalComments: "none",
  // Comments and indents are a third of what is shipped; names stay, for a report is read with them.
  minifyWhitespace: true,
  logLevel: "warning",
};

const nodeProcess = {
  ...common,
  target: "node24",
  external: ["electron", "better-sqlite3"],
  define: { "process.env.NODE_ENV": '"production"', ...modulePlace },
  banner: { js: modulePlaceBanner },
  plugins: [sipGrammarDecodedOnce, hubSocketByWsAlone],
};

// What only a hub that is asked over HTTP, or has a server for its database, needs: files of their own, which the hub
// inside the desktop never reads at its start.
const lateLibraries = [
  "fastify",
  "@fastify/helmet",
  "@fastify/rate-limit",
  "@fastify/swagger",
  "jose",
  "otplib",
  "pg",
  "prom-client",
];
const libraryFile = (name) => `hub-${name.replace("@", "").replace("/", "-")}.cjs`;
const lateLibrariesApart = {
  name: "late-libraries-apart",
  setup(build) {
    const isLate = new RegExp(`^(?:${lateLibraries.join("|")})$`);
    build.onResolve({ filter: isLate }, ({ path: name, importer }) =>
      importer.startsWith(inProject("src-hub")) ? { path: `./${libraryFile(name)}`, external: true } : undefined,
    );
  },
};

// A sandboxed preload may require nothing but electron.
const preload = {
  ...common,
  platform: "browser",
  target: "chrome140",
  external: ["electron"],
  define: { "process.env.NODE_ENV": '"production"' },
};

/** A thread of its own for passwords (src-hub/people/password-hasher.ts), beside whichever hub starts it. */
export const passwordWorkerBundle = {
  ...nodeProcess,
  sourcemap: false,
  entry: "src-hub/people/password-worker.ts",
  out: "password-worker.cjs",
};

export const processBundles = [
  { ...nodeProcess, entry: "src-main/electron/start.ts", out: "main.cjs" },
  { ...nodeProcess, entry: "src-main/electron/main.ts", out: "desktop.cjs" },
  {
    ...nodeProcess,
    plugins: [...nodeProcess.plugins, lateLibrariesApart],
    entry: "src-hub/process/hub-process.ts",
    out: "hub-process.cjs",
  },
  passwordWorkerBundle,
  ...lateLibraries.map((name) => ({
    ...nodeProcess,
    sourcemap: false,
    external: [...nodeProcess.external, "pg-native"],
    entry: `node_modules/${name}`,
    out: libraryFile(name),
  })),
  { ...preload, entry: "src-main/preload/operator.ts", out: "preload-operator.cjs" },
  { ...preload, entry: "src-main/preload/card.ts", out: "preload-card.cjs" },
  { ...preload, entry: "src-main/preload/media.ts", out: "preload-media.cjs" },
];

/** The hub of `npm run hub`: one file, for it needs everything anyway. */
export const hubAloneBundle = {
  ...nodeProcess,
  format: "esm",
  external: [...nodeProcess.external, "pg-native"],
  define: { "process.env.NODE_ENV": '"production"' },
  // What is CommonJS inside asks for Node's modules by `require`.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  entry: "src-hub/alone/hub-alone.ts",
  out: "hub-alone.mjs",
};

/** `npm run hub -- people …`: speaks to the hub that runs, and need not be built with it. */
export const hubPeopleBundle = {
  ...hubAloneBundle,
  entry: "src-hub/alone/people/people-main.ts",
  out: "hub-people.mjs",
};

export async function buildProcess({ entry, out, ...options }, folder = appFolder) {
  await build({ ...options, entryPoints: [inProject(entry)], outfile: path.join(folder, out) });
}
