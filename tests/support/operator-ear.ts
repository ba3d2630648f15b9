import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { build } from "esbuild";

/** What arrives at the operator, listened to in the app's media window without the app's help. */
export class OperatorEar {
  readonly #page: Page;

  /** Must be attached before the call that is to be heard. */
  static async attach(mediaWindow: Page): Promise<OperatorEar> {
    await mediaWindow.evaluate(await script());
    return new OperatorEar(mediaWindow);
  }

  /** Puts an ear into every window that is made from now on, before its own code runs. */
  static async prepare(context: BrowserContext): Promise<void> {
    await context.addInitScript(await script());
  }

  /** The ear of a window made after `prepare`. */
  static of(mediaWindow: Page): OperatorEar {
    return new OperatorEar(mediaWindow);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Waits up to `limitMs` until the tone stands out. */
  hears(hz: number, limitMs = 5000): Promise<boolean> {
    return this.#until(hz, limitMs, (share) => share > 0.7);
  }

  /** Waits up to `limitMs` until the tone stands out on any of the connections: in a conference there are several. */
  async hearsAnywhere(hz: number, limitMs = 5000): Promise<boolean> {
    const untilMs = Date.now() + limitMs;
    for (;;) {
      const heard = await this.#page.evaluate(([tone, time]) => window.operatorEar.loudness(tone, time), [
        hz,
        600,
      ] as const);
      if (heard.some(({ toneShare }) => toneShare > 0.7)) return true;
      if (Date.now() > untilMs) return false;
    }
  }

  /** Waits up to `limitMs` until the tone is gone. */
  hearsNo(hz: number, limitMs = 5000): Promise<boolean> {
    return this.#until(hz, limitMs, (share) => share === 0);
  }

  /**
   * Waits until some connection brings sound that comes and goes as speech does and is not the tone `notHz`, which is
   * what the training customer, in the same window, hears of the operator.
   */
  async hearsSpeech(notHz: number, limitMs = 20_000): Promise<boolean> {
    const untilMs = Date.now() + limitMs;
    for (;;) {
      const heard = await this.#page.evaluate(([hz, time]) => window.operatorEar.loudness(hz, time), [
        notHz,
        4000,
      ] as const);
      if (heard.some((one) => one.loudestDb > -40 && one.loudestDb - one.quietestDb > 15 && one.toneShare < 0.2))
        return true;
      if (Date.now() > untilMs) return false;
    }
  }

  async #until(hz: number, limitMs: number, isMet: (share: number) => boolean): Promise<boolean> {
    const untilMs = Date.now() + limitMs;
    for (;;) {
      const level = await this.#page.evaluate(([tone, time]) => window.operatorEar.listen(tone, time), [
        hz,
        600,
      ] as const);
      if (level !== null && isMet(level.share)) return true;
      if (Date.now() > untilMs) return false;
    }
  }
}

async function script(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, "operator-ear-page.ts")],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "chrome130",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
