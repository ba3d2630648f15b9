import path from "node:path";
import { build } from "vite";
import { inProject } from "../setup/project.mjs";

/** Builds the two pages as vite.config.ts says, into the folder of this build. */
export async function buildRenderer(folder) {
  await build({
    configFile: inProject("vite.config.ts"),
    mode: "production",
    logLevel: "warn",
    build: { outDir: path.join(folder, "renderer"), emptyOutDir: true, reportCompressedSize: false },
  });
}
