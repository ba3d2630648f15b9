import fs from "node:fs";
import path from "node:path";

const rooms = ["src-shared", "src-hub", "src-main", "src-renderer", "tests", "scripts"];
const ownFolders = new Set(["node_modules", "out", "shots", "test-results"]);

/** Every file of code below a root, as paths with forward slashes; type declarations have no code of their own. */
export function listSourceFiles(root, { endings = /[.](ts|tsx|mjs|cjs|js)$/ } = {}) {
  const walk = (folder) => {
    const full = path.join(root, folder);
    if (!fs.existsSync(full)) return [];
    return fs.readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return ownFolders.has(entry.name) ? [] : walk(name);
      return endings.test(entry.name) && !entry.name.endsWith(".d.ts") ? [name] : [];
    });
  };
  return rooms.flatMap(walk);
}
