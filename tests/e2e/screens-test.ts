import { resolve } from "node:path";
import { test as base, type Page } from "@playwright/test";
import { chromiumPath } from "../support/chromium-path.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { photograph } from "../support/fake-bridge/photograph.ts";
import type { Scenario } from "../support/fake-bridge/scenario.ts";
import { type RendererServer, serveRenderer } from "../support/fake-bridge/serve-renderer.ts";

/** What all photographs of windows have: a Chromium in Moscow where nothing moves, and the built windows on a server. */
export const test = base.extend<object, { readonly server: RendererServer }>({
  launchOptions: [{ executablePath: chromiumPath(), args: ["--no-sandbox"] }, { scope: "worker" }],
  timezoneId: "Europe/Moscow",
  locale: "ru-RU",
  reducedMotion: "reduce",
  server: [
    async ({ browserName: _any }, use) => {
      const folder = process.env.TANDEM_RENDERER ?? "../../out/app/renderer";
      const server = await serveRenderer(resolve(import.meta.dirname, folder));
      await use(server);
      await server[Symbol.asyncDispose]();
    },
    { scope: "worker" },
  ],
});

export const expect = test.expect;

/** A state of the operator's window, and how a person gets to it. */
export type Screen = {
  readonly name: string;
  readonly of: Scenario;
  readonly open: (page: Page) => Promise<void>;
};

/** A test for each: the window is opened, led to its state and photographed; nothing may be complained of. */
export function photographEach(screens: readonly Screen[]): void {
  for (const { name, of, open } of screens)
    test(`screen: ${name}`, async ({ page, server }) => {
      const faults = await openWindow(page, server.url, of);
      await open(page);
      await photograph(page, name);
      expect(faults).toEqual([]);
    });
}
