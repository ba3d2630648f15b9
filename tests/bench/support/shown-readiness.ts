import type { Page } from "playwright-core";

/** What the indicator of the top bar has shown, from when, by this machine's clock. */
export type Shown = { readonly isGreen: boolean; readonly atMs: number };

declare global {
  interface Window {
    benchShown?: Shown[];
  }
}

/** Follows the indicator without a gap: each change of its tone, however short. */
export class ShownReadiness {
  readonly #page: Page;

  static async watch(page: Page): Promise<ShownReadiness> {
    await page.getByTestId("readiness").evaluate((node) => {
      const shown: Shown[] = [];
      window.benchShown = shown;
      const look = () => {
        const isGreen = node.getAttribute("data-tone") === "live";
        if (shown.at(-1)?.isGreen !== isGreen) shown.push({ isGreen, atMs: Date.now() });
      };
      look();
      new MutationObserver(look).observe(node, { attributes: true });
    });
    return new ShownReadiness(page);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  async all(): Promise<readonly Shown[]> {
    return this.#page.evaluate(() => window.benchShown ?? []);
  }

  /** Waits until it was seen not green since `sinceMs`, and green after that; when that was. */
  async greenAgainAtMs(sinceMs: number, limitMs = 30_000): Promise<number> {
    const found = await this.#page.waitForFunction(
      (from) => {
        const since = (window.benchShown ?? []).filter(({ atMs }) => atMs >= from);
        const lost = since.findIndex(({ isGreen }) => !isGreen);
        const last = since.at(-1);
        return lost >= 0 && last?.isGreen ? last.atMs : undefined;
      },
      sinceMs,
      { timeout: limitMs, polling: 50 },
    );
    return (await found.jsonValue()) ?? Number.NaN;
  }
}

/** How long green was shown from `fromMs` to `untilMs`. */
export function greenMs(shown: readonly Shown[], fromMs: number, untilMs: number): number {
  return shown.reduce((sum, { isGreen, atMs }, index) => {
    const endMs = shown[index + 1]?.atMs ?? untilMs;
    return isGreen ? sum + Math.max(0, Math.min(endMs, untilMs) - Math.max(atMs, fromMs)) : sum;
  }, 0);
}
