import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "esbuild";

let bundled: Promise<string> | null = null;

function bundle(): Promise<string> {
  bundled ??= build({
    entryPoints: [path.join(import.meta.dirname, "customer-page.ts")],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "chrome130",
    logLevel: "silent",
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? "");
  return bundled;
}

/** Serves the customer's page on 127.0.0.1, which browsers take for a secure origin. */
export async function serveCustomerPage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const script = await bundle();
  const server: Server = createServer((request, response) => {
    const isScript = request.url === "/customer.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : '<!doctype html><title>Customer</title><script src="/customer.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
