import fs from "node:fs";
import path from "node:path";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { inProject } from "../setup/project.mjs";

/** Builds the two pages; the operator's page is written by its folder `app` and served as `operator`. */
export async function buildRenderer(folder) {
  const room = inProject("src-renderer");
  await build({
    root: room,
    configFile: false,
    base: "../",
    mode: "production",
    logLevel: "warn",
    publicDir: false,
    plugins: [react()],
    build: {
      outDir: path.join(folder, "renderer"),
      emptyOutDir: true,
      target: "chrome140",
      sourcemap: true,
      // Inlined assets are data: URLs, which the windows' Content-Security-Policy refuses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input: { operator: path.join(room, "app/index.html"), media: path.join(room, "media/index.html") },
      },
    },
  });
  fs.renameSync(path.join(folder, "renderer/app"), path.join(folder, "renderer/operator"));
}
