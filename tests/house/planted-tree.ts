import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const projectRoot = path.resolve(import.meta.dirname, "../..");

/** A small project in a temporary folder, with the real packages; it goes with `await using` or `using`. */
export function plantTree(files: Readonly<Record<string, string>>): Disposable & { readonly root: string } {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-house-"));
  fs.symlinkSync(path.join(projectRoot, "node_modules"), path.join(root, "node_modules"));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return { root, [Symbol.dispose]: () => fs.rmSync(root, { recursive: true, force: true }) };
}
