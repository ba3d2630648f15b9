import path from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { build } from "esbuild";
import type { ButtonName, HeadsetName } from "./headset-simulator-page.ts";

type StandIn = {
  readonly __standin: { readonly hid: { maySee(partition: string, origin: string, device: unknown): boolean } };
};

/**
 * Plugs headsets with buttons in and out of the media window, and presses their buttons. They are simulated at the page's
 * `navigator.hid`; whether the page may see one is asked of the app itself, as Electron would ask it.
 */
export class HeadsetSimulator {
  readonly #page: Page;

  static async attach(app: Pick<ElectronApplication, "evaluate">, mediaWindow: Page): Promise<HeadsetSimulator> {
    await mediaWindow.exposeFunction("hidMaySee", (device: string) =>
      app.evaluate(
        (electron, told) =>
          (electron as unknown as StandIn).__standin.hid.maySee("media", "app://tandem", JSON.parse(told)),
        device,
      ),
    );
    const { outputFiles } = await build({
      entryPoints: [path.join(import.meta.dirname, "headset-simulator-page.ts")],
      bundle: true,
      write: false,
      format: "iife",
      platform: "browser",
      target: "chrome130",
      logLevel: "silent",
    });
    await mediaWindow.evaluate(outputFiles[0]?.text ?? "");
    return new HeadsetSimulator(mediaWindow);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  plug(name: HeadsetName): Promise<void> {
    return this.#page.evaluate((one) => window.headsetSimulator.plug(one), name);
  }

  unplug(name: HeadsetName): Promise<void> {
    return this.#page.evaluate((one) => window.headsetSimulator.unplug(one), name);
  }

  seize(name: HeadsetName, isSeized: boolean): Promise<void> {
    return this.#page.evaluate(([one, is]) => window.headsetSimulator.seize(one, is), [name, isSeized] as const);
  }

  press(name: HeadsetName, button: ButtonName): Promise<void> {
    return this.#page.evaluate(([one, which]) => window.headsetSimulator.press(one, which), [name, button] as const);
  }

  /** The lamps that are lit, by name. */
  shown(name: HeadsetName): Promise<string[]> {
    return this.#page.evaluate((one) => window.headsetSimulator.shown(one), name);
  }
}
