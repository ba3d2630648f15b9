import type { Page } from "playwright-core";
import { inTime } from "./in-time.ts";
import { watchScreen } from "./screen-page.ts";

/** Clocks on the screen tick once a second. */
const CALM_MS = 400;

const CARD = '[data-testid="ringing-card"]';

/** The screen of a phone, watched from inside: when a card was drawn, when it was clicked. */
export class PhoneScreen {
  readonly #page: Page;

  static async watch(page: Page): Promise<PhoneScreen> {
    await page.evaluate(watchScreen, CARD);
    return new PhoneScreen(page);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Waits until no card is there, and forgets what was noted. */
  async clear(): Promise<void> {
    await this.#page.locator(CARD).waitFor({ state: "detached" });
    await this.#page.evaluate(() => window.benchScreen.forget());
  }

  /** Waits until the screen has been still for a while: what a call left behind (history, queue) is drawn. */
  async calm(): Promise<void> {
    await inTime(
      "a screen that stands still",
      this.#page.evaluate((ms) => window.benchScreen.calm(ms), CALM_MS),
    );
  }

  /** Epoch ms at which the next card is drawn; asked for before the call is made, so that asking takes no time of it. */
  cardDrawnAtMs(): Promise<number> {
    return inTime(
      "the card on the screen",
      this.#page.evaluate(() => window.benchScreen.when("shown")),
    );
  }

  /** Clicks «Ответить» as soon as it takes clicks; epoch ms of the click itself. */
  async answer(): Promise<number> {
    await this.#page.locator(`${CARD}:not(:has([data-deaf]))`).waitFor();
    await this.#page
      .locator(CARD)
      .getByRole("button", { name: /^Ответить/ })
      .click();
    return inTime(
      "the click",
      this.#page.evaluate(() => window.benchScreen.when("clicked")),
    );
  }
}
