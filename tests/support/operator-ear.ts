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

  /** Waits up to `limitMs` until the tone is gone. */
  hearsNo(hz: number, limitMs = 5000): Promise<boolean> {
    return this.#until(hz, limitMs, (share) => share === 0);
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
