import path from "node:path";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Every file that is read before the page can begin; what is fetched later (`import()`) is left out. */
async function readAtStartOf(page: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [page],
    bundle: true,
    splitting: true,
    format: "esm",
    jsx: "automatic",
    write: false,
    outdir: "out",
    metafile: true,
    logLevel: "silent",
    loader: { ".css": "empty", ".woff2": "empty" },
    external: ["*.css"],
  });
  const entry = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === page)?.[0];
  const read = new Set<string>();
  const files = new Set<string>();
  const toRead = entry === undefined ? [] : [entry];
  for (let output = toRead.pop(); output !== undefined; output = toRead.pop()) {
    if (read.has(output)) continue;
    read.add(output);
    const { inputs = {}, imports = [] } = metafile.outputs[output] ?? {};
    for (const file of Object.keys(inputs)) files.add(file);
    for (const { path: next, kind } of imports) if (kind !== "dynamic-import") toRead.push(next);
  }
  return [...files];
}

const isOfZod = (file: string) => file.includes("node_modules/zod/");

describe("what the operator's window reads before it is drawn", () => {
  test("holds no zod: its schemas would be made while a person waits, and what comes from main is checked there", async () => {
    const files = await readAtStartOf("src-renderer/app/main.tsx");
    expect(files).toContain("src-renderer/app/frame.tsx");
    expect(files.filter(isOfZod)).toEqual([]);
    expect(files, "the commands are fetched later").not.toContain("src-renderer/features/palette/palette-view.tsx");
  });

  test("holds no settings: they are fetched when it is drawn", async () => {
    expect(await readAtStartOf("src-renderer/app/main.tsx")).not.toContain("src-renderer/app/settings.tsx");
    expect((await readAtStartOf("src-renderer/app/settings.tsx")).some(isOfZod)).toBe(true);
  });
});
