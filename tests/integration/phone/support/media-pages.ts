import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { type WebSocket, WebSocketServer } from "ws";
import { type BridgePort, createMediaBridge, type MediaBridge } from "../../../../src-main/electron/media-bridge.ts";
import { systemClock } from "../../../../src-main/node/system-clock.ts";
import { chromiumPath } from "../../../support/chromium-path.ts";
import { FakeLog } from "../../../support/fake-log.ts";

const ROOT = path.resolve(import.meta.dirname, "../../../..");
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--allow-loopback-in-peer-connection",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
];

/** A media window as the app has it: the page in a real Chromium, and the port `Media` that asks it. */
export type MediaWindow = {
  readonly media: MediaBridge;
  readonly errors: string[];
  /** Ends the page as a crash would. */
  kill(): Promise<void>;
  /** Makes the page again; resolves when it answers. */
  open(): Promise<void>;
};

/** Serves the bundled media page, and opens windows of it. */
export class MediaPages implements AsyncDisposable {
  readonly #browser: Browser;
  readonly #url: string;
  readonly #close: () => Promise<void>;
  readonly #adopt: Map<string, (socket: WebSocket) => void>;
  #windows = 0;

  private constructor(parts: {
    browser: Browser;
    url: string;
    adopt: Map<string, (socket: WebSocket) => void>;
    close: () => Promise<void>;
  }) {
    this.#browser = parts.browser;
    this.#url = parts.url;
    this.#adopt = parts.adopt;
    this.#close = parts.close;
  }

  static async launch(flags: readonly string[] = []): Promise<MediaPages> {
    const script = await bundle();
    const adopt = new Map<string, (socket: WebSocket) => void>();
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      const voice = /^\/voices\/([a-z0-9-]+\.opus)$/.exec(url.pathname)?.[1];
      if (voice !== undefined) {
        readFile(path.join(ROOT, "assets/voices", voice)).then(
          (sound) => response.end(sound),
          () => {
            response.statusCode = 404;
            response.end();
          },
        );
        return;
      }
      const isScript = url.pathname === "/media.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(
        isScript ? script : '<!doctype html><title>Media</title><script type="module" src="/media.js"></script>',
      );
    });
    const sockets = new WebSocketServer({ server, path: "/bridge" });
    sockets.on("connection", (socket, request) => {
      const name = new URL(request.url ?? "/", "http://127.0.0.1").searchParams.get("window") ?? "";
      adopt.get(name)?.(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_FLAGS, ...flags] });
    const close = async () => {
      await browser.close();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    };
    return new MediaPages({
      browser,
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      adopt,
      close,
    });
  }

  async window(): Promise<MediaWindow> {
    this.#windows += 1;
    const name = `window-${this.#windows}`;
    const media = createMediaBridge({ clock: systemClock, log: new FakeLog() });
    const errors: string[] = [];
    let page: Page | null = null;
    let socketOfPage: WebSocket | null = null;
    this.#adopt.set(name, (socket) => {
      socketOfPage = socket;
      media.attach(portOf(socket));
    });
    const open = async () => {
      const isReady = new Promise<void>((resolve) => {
        const stop = media.on("media.ready", () => {
          stop();
          resolve();
        });
      });
      page = await this.#browser.newPage();
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (line) => {
        // A clip that is missing, or no icon, is the server's 404 and no fault of the page.
        if (line.type() === "error" && !line.text().startsWith("Failed to load resource")) errors.push(line.text());
      });
      await page.goto(`${this.#url}?window=${name}`);
      await isReady;
    };
    const kill = async () => {
      // The bridge learns of a dead page at once, as it does from the closed port in the app.
      socketOfPage?.terminate();
      await page?.close();
    };
    await open();
    return { media, errors, kill, open };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }
}

function portOf(socket: WebSocket): BridgePort {
  return {
    postMessage: (message) => socket.send(JSON.stringify(message)),
    on: (event: "message" | "close", listener: ((message: { data: unknown }) => void) | (() => void)) => {
      if (event === "close") socket.on("close", () => (listener as () => void)());
      else socket.on("message", (data) => listener({ data: JSON.parse(String(data)) }));
    },
    start: () => undefined,
    close: () => socket.close(),
  };
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import "./tests/integration/phone/support/socket-bridge.ts"; import "./src-renderer/media/media-window.ts";`,
      resolveDir: ROOT,
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "chrome130",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
