import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const renderer = resolve(import.meta.dirname, "src-renderer");

/** The pages of the app's own scheme are `operator/`, `card/` and `media/index.html`; the operator's sources lie in `app`. */
function namePages(): Plugin {
  return {
    name: "tandem-name-pages",
    enforce: "post",
    generateBundle(_options, bundle) {
      const page = bundle["app/index.html"];
      if (page) page.fileName = "operator/index.html";
    },
  };
}

// Nothing may be inlined: the policy of the window allows scripts, styles and fonts from its own origin only.
export default defineConfig({
  root: renderer,
  base: "./",
  publicDir: false,
  plugins: [react(), namePages()],
  build: {
    outDir: resolve(import.meta.dirname, "out/app/renderer"),
    emptyOutDir: true,
    target: "chrome140",
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      input: {
        operator: resolve(renderer, "app/index.html"),
        card: resolve(renderer, "card/index.html"),
        media: resolve(renderer, "media/index.html"),
      },
    },
  },
});
