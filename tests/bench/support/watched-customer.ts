import { SECRETS } from "../../e2e/test-team.ts";
import { type Customer, CustomerBrowser } from "../../support/customer/customer.ts";
import { inTime } from "./in-time.ts";
import type {} from "./packet-page.ts";
import { bundleForPage } from "./page-server.ts";

/** The JsSIP customer of the e2e tests, with each packet that reaches it noted. */
export class WatchedCustomer implements AsyncDisposable {
  readonly phone: Customer;
  readonly #browser: CustomerBrowser;

  static async open(hubUrl: string): Promise<WatchedCustomer> {
    const browser = await CustomerBrowser.launch();
    const phone = await browser.open({ hubUrl, login: "client", secret: SECRETS.client });
    await phone.page.evaluate(await bundleForPage("packet-page.ts"));
    await phone.register();
    return new WatchedCustomer(phone, browser);
  }

  private constructor(phone: Customer, browser: CustomerBrowser) {
    this.phone = phone;
    this.#browser = browser;
  }

  forgetPackets(): Promise<void> {
    return this.phone.page.evaluate(() => window.benchPackets.forget());
  }

  firstPacketAtMs(): Promise<number> {
    return inTime(
      "the first packet at the customer",
      this.phone.page.evaluate(() => window.benchPackets.first()),
    );
  }

  packetsAtMs(): Promise<readonly number[]> {
    return this.phone.page.evaluate(() => window.benchPackets.all());
  }

  /** Sound that had to be made up because no packet brought it, ms since the call began. */
  concealedMs(): Promise<number> {
    return this.phone.page.evaluate(() => window.benchPackets.concealedMs());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#browser[Symbol.asyncDispose]();
  }
}
