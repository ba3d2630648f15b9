import { type Browser, chromium, type Page } from "playwright-core";
import { chromiumPath } from "../../support/chromium-path.ts";
import { type ServedPage, servePage } from "./page-server.ts";

/** A plain SIP.js page in a plain Chromium, registered at the exchange of the app. */
export class BarePhone implements AsyncDisposable {
  readonly page: Page;
  readonly #browser: Browser;
  readonly #server: ServedPage;

  static async launch(account: {
    readonly hubUrl: string;
    readonly domain: string;
    readonly user: string;
    readonly password: string;
    /** What its microphone hears. */
    readonly toneFile: string;
  }): Promise<BarePhone> {
    const server = await servePage("bare-phone-page.ts");
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: [
        "--autoplay-policy=no-user-gesture-required",
        "--allow-loopback-in-peer-connection",
        "--disable-features=WebRtcHideLocalIpsWithMdns",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        `--use-file-for-fake-audio-capture=${account.toneFile}`,
      ],
    });
    const page = await browser.newPage();
    await page.goto(server.url);
    const sip = new URL("/sip", account.hubUrl);
    sip.protocol = "ws:";
    const { domain, user, password } = account;
    await page.evaluate((given) => window.barePhone.register(given), { server: sip.href, domain, user, password });
    return new BarePhone(page, browser, server);
  }

  private constructor(page: Page, browser: Browser, server: ServedPage) {
    this.page = page;
    this.#browser = browser;
    this.#server = server;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.#server[Symbol.asyncDispose]();
  }
}
