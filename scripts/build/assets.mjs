import fs from "node:fs";
import path from "node:path";
import { inProject } from "../setup/project.mjs";

/** Assets that are read at run time, and where the app finds them under out/app. */
const copies = [
  ["assets/voices", "renderer/voices"],
  ["assets/demo-team", "demo-team"],
  ["assets/icons", "icons"],
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
  return !file.endsWith(".md") && file !== path.join(icons, "source") && file !== path.join(icons, "app");
}
