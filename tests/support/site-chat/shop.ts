import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the shop lets its pages do: as strict as a page can be that has the chat at all. */
export function strictPolicy(hubUrl: string, exchangeUrl = ""): string {
  const socket = hubUrl.replace(/^http/, "ws");
  return [
    "default-src 'none'",
    `script-src ${hubUrl}`,
    `connect-src ${hubUrl} ${socket} ${exchangeUrl}`.trim(),
    "img-src blob:",
    "style-src 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types tandem-chat",
  ].join("; ");
}

export type ShopOptions = { readonly line: string; readonly policy?: string | null; readonly lang?: string };

/** A company's own site on an origin of its own: every path is a page with the one line in it. */
export async function openShop({ line, policy = null, lang = "ru" }: ShopOptions): Promise<Shop> {
  const server = createServer((request, response) => {
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      ...(policy === null ? {} : { "content-security-policy": policy }),
    });
    response.end(page(request.url ?? "/", line, lang));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type Shop = { readonly url: string; close(): Promise<void> };

function page(path: string, line: string, lang: string): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Кофе и чай</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${line}</head>
<body><main><h1>Кофе и чай</h1><p>Зерно, листья и посуда. Доставка по всей стране.</p>
<p>${path.replace(/[^\w/-]/g, "")}</p><button type="button">В корзину</button></main></body></html>`;
}
