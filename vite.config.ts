import { basename, dirname, resolve } from "node:path";
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

type ModuleGraph = { getModuleInfo(id: string): { readonly importers: readonly string[] } | null };

/**
 * A window starts with few files: each is a trip through the scheme's handler before the first paint, and left alone every
 * lazy page cuts crumbs out of the window's own chunk for what it shares with it. What several windows need comes first,
 * for a chunk takes what its modules import along.
 */
function startChunks() {
  /** The windows that need a module at their start. */
  const windowsOf = (id: string, graph: ModuleGraph, seen = new Set<string>()): ReadonlySet<string> => {
    seen.add(id);
    const found = new Set<string>(id.endsWith(".html") ? [basename(dirname(id))] : []);
    for (const importer of graph.getModuleInfo(id)?.importers ?? [])
      if (!seen.has(importer)) for (const window of windowsOf(importer, graph, seen)) found.add(window);
    return found;
  };
  return [3, 2, 1].map((count) => ({
    debugName: `start-${count}`,
    tags: ["$initial" as const],
    priority: count,
    name: (id: string, graph: ModuleGraph) => {
      const windows = [...windowsOf(id, graph)].sort();
      // What only one of the others needs may be wanted by a lazy page as well, which must not run that window for it.
      return windows.length === count && windows.includes("app") ? windows.join("-") : null;
    },
  }));
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
      output: { codeSplitting: { groups: startChunks() } },
    },
  },
});
