import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { inProject, root } from "../setup/project.mjs";

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "browser",
  format: "iife",
  // What has constructed style sheets and color-mix: about four years of browsers.
  target: ["chrome111", "safari16.4", "firefox113"],
  charset: "utf8",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  write: false,
  jsx: "automatic",
  jsxImportSource: "preact",
};

/** Builds the chat of a company's site: `tandem-HASH.js`, kept for ever, and `tandem.js`, which leads to it. */
export async function buildWidget(folder) {
  // What calls is loaded when somebody presses the button, as a module: `import()` needs nothing more of the site's policy.
  const phone = await bundle("src-hub/widget/phone/main.ts", {}, { format: "esm" });
  const phoneFile = `tandem-call-${hashOf(phone)}.js`;
  const widget = await bundle("src-hub/widget/main.tsx", { CALL_FILE: JSON.stringify(phoneFile) });
  const file = `tandem-${hashOf(widget)}.js`;
  const loader = await bundle("src-hub/widget/loader.ts", { WIDGET_FILE: JSON.stringify(file) });
  fs.mkdirSync(folder, { recursive: true });
  // The loader last: it names the widget, and a hub may be reading.
  put(path.join(folder, phoneFile), phone);
  put(path.join(folder, file), widget);
  put(path.join(folder, "tandem.js"), loader);
}

function put(file, contents) {
  fs.writeFileSync(`${file}.part`, contents);
  fs.renameSync(`${file}.part`, file);
}

function hashOf(contents) {
  return createHash("sha256").update(contents).digest("hex").slice(0, 12);
}

async function bundle(entry, define = {}, options = {}) {
  const { outputFiles } = await build({ ...common, ...options, define, entryPoints: [inProject(entry)] });
  return outputFiles[0].contents;
}
