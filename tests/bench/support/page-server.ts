import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "esbuild";

/** Bundles a script of this folder as a page would load it. */
export async function bundleForPage(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, file)],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "chrome140",
    logLevel: "silent",
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`${file} gave no bundle`);
  return output.text;
}

export type ServedPage = AsyncDisposable & { readonly url: string };

/** Serves one page with one script on 127.0.0.1, which browsers take for a secure origin. */
export async function servePage(scriptFile: string): Promise<ServedPage> {
  const script = await bundleForPage(scriptFile);
  const page =
    '<!doctype html><html lang="ru"><title>Bare phone</title><body><script src="/page.js"></script></body></html>';
  const server = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8");
    response.end(isScript ? script : page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
