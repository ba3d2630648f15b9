import { join } from "node:path";
import { type Browser, chromium, errors, type Page } from "playwright-core";
import { buildWidget } from "../../../scripts/build/widget.mjs";
import { TemporaryFolder } from "../cache-folder.ts";
import type { Chance } from "../chance.ts";
import { chromiumPath } from "../chromium-path.ts";
import { openShop, type Shop } from "../site-chat/shop.ts";
import { SITE_KEY } from "./team-hub.ts";

const WAITS_MS = 120_000;
const CHANGE_OF_MIND_MS = 1500;

/** Stays until the operator ends the talk, hangs up after a while, or closes the page. */
export type SiteCallEnd = "stays" | "hangs-up" | "closes-page";

/** Visitors of a site who press «Позвонить с сайта» in a real Chromium: the widget as it is shipped, and real WebRTC. */
export class SiteCallers implements AsyncDisposable {
  readonly #folder: TemporaryFolder;
  readonly #browser: Browser;
  readonly #shop: Shop;
  readonly #chance: Chance;

  private constructor(folder: TemporaryFolder, parts: { browser: Browser; shop: Shop; chance: Chance }) {
    this.#folder = folder;
    this.#browser = parts.browser;
    this.#shop = parts.shop;
    this.#chance = parts.chance;
  }

  /** `hubUrl`: where the hub will be, which needs the widget's folder and the site's origin for its start. */
  static async open(hubUrl: string, chance: Chance): Promise<SiteCallers> {
    const folder = new TemporaryFolder();
    await buildWidget(join(folder.path, "widget"));
    const line = `<script src="${hubUrl}/widget/tandem.js" data-key="${SITE_KEY}" async></script>`;
    const shop = await openShop({ line });
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: ["--use-fake-device-for-media-stream", "--allow-loopback-in-peer-connection"],
    });
    return new SiteCallers(folder, { browser, shop, chance });
  }

  get widgetFolder(): string {
    return join(this.#folder.path, "widget");
  }

  get origin(): string {
    return this.#shop.url;
  }

  /** One visitor's one call from the press to its end: how it ended, in the words the visitor sees; null: they left. */
  async call(end: SiteCallEnd): Promise<string | null> {
    const context = await this.#browser.newContext({ permissions: ["microphone"], reducedMotion: "reduce" });
    const page = await context.newPage();
    page.setDefaultTimeout(WAITS_MS);
    await page.goto(`${this.#shop.url}/tea`);
    await page.getByRole("button", { name: "Открыть чат" }).click();
    await page.getByRole("button", { name: "Позвонить с сайта" }).click();
    await page.getByRole("button", { name: "Завершить звонок" }).waitFor();
    const ended = page.getByRole("button", { name: "Вернуться к чату" });
    // In the queue, in the talk (somebody was quick), or over already (they were quicker still).
    const called = page.getByRole("heading", { name: /Ждём ответа|Оператор \d/ }).or(ended);
    await called.first().waitFor();
    if (end !== "stays") await this.#chance.moment(CHANGE_OF_MIND_MS);
    if (end === "hangs-up" && !(await ended.isVisible())) await this.#hangUp(page);
    if (end !== "closes-page") await ended.waitFor();
    const words = end === "closes-page" ? null : await page.getByRole("heading").last().textContent();
    await context.close();
    return words;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.#shop.close();
    this.#folder[Symbol.dispose]();
  }

  /** The operator may be quicker: then there is nothing to end any more. */
  async #hangUp(page: Page): Promise<void> {
    const button = page.getByRole("button", { name: "Завершить звонок" });
    await button.click({ timeout: 10_000 }).catch((error: unknown) => {
      if (!(error instanceof errors.TimeoutError)) throw error;
    });
  }
}
