import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
};

/** The one picture there is; main gives them out in the product. */
const PICTURE = "/files/doorway";

/** The policy of the operator's window, as the host sends it (src-main/electron), without the nonce. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export type RendererServer = AsyncDisposable & { readonly url: string };

/** Serves the built renderer on 127.0.0.1 with the product's policy. */
export async function serveRenderer(folder: string): Promise<RendererServer> {
  if (!existsSync(join(folder, "operator/index.html"))) {
    throw new Error(`The renderer is not built: run "npm run build" (looked in ${folder})`);
  }
  return serveFolder(folder);
}

/** Serves a folder of built pages in the same way. */
export async function serveFolder(folder: string): Promise<RendererServer> {
  const server = createServer((request, response) => {
    if (request.url === PICTURE) {
      void readFile(join(import.meta.dirname, "doorway.jpeg")).then((body) => {
        response.writeHead(200, { "content-type": "image/jpeg" }).end(body);
      });
      return;
    }
    const path = normalize(join(folder, decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname)));
    const isInside = path.startsWith(folder + sep);
    readFile(isInside ? path : join(folder, "missing")).then(
      (body) => {
        const type = TYPES[extname(path)] ?? "application/octet-stream";
        response.writeHead(200, { "content-type": type, "content-security-policy": POLICY }).end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
