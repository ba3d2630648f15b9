import fs from "node:fs";
import path from "node:path";
import { inProject } from "../setup/project.mjs";

/** Assets that are read at run time, and where the app finds them under out/app. */
const copies = [
  ["assets/voices", "renderer/voices"],
  ["assets/demo-team", "demo-team"],
  ["assets/icons", "icons"],
  ["assets/noise", "renderer/noise"],
  // The noise suppression of the media window; a worklet and its WebAssembly can only be loaded by their addresses.
  [
    "node_modules/@sapphi-red/web-noise-suppressor/dist/rnnoise/workletProcessor.js",
    "renderer/noise/rnnoise-worklet.js",
  ],
  ["node_modules/@sapphi-red/web-noise-suppressor/dist/rnnoise.wasm", "renderer/noise/rnnoise.wasm"],
  ["node_modules/@sapphi-red/web-noise-suppressor/dist/rnnoise_simd.wasm", "renderer/noise/rnnoise_simd.wasm"],
];

export function copyAssets(folder) {
  for (const [from, to] of copies) {
    const source = inProject(from);
    if (!fs.existsSync(source)) continue;
    fs.cpSync(source, path.join(folder, to), { recursive: true, filter: isNeeded });
  }
}

function isNeeded(file) {
  const icons = inProject("assets/icons");
  const isNote = file.endsWith(".md") && path.basename(path.dirname(file)) !== "scripts";
  return !isNote && file !== path.join(icons, "source") && file !== path.join(icons, "app");
}
