import path from "node:path";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import type { SimulatedDevices, Switch } from "./device-simulator-page.ts";

/**
 * Plugs sound devices in and out of the media window. They are simulated at the page's `MediaDevices` and `setSinkId`;
 * Chromium itself cannot lose a fake device. Labels beginning with «Микрофон» are microphones, the others outputs.
 */
export class DeviceSimulator {
  readonly #page: Page;

  static async attach(mediaWindow: Page): Promise<DeviceSimulator> {
    const { outputFiles } = await build({
      entryPoints: [path.join(import.meta.dirname, "device-simulator-page.ts")],
      bundle: true,
      write: false,
      format: "iife",
      platform: "browser",
      target: "chrome130",
      logLevel: "silent",
    });
    await mediaWindow.evaluate(outputFiles[0]?.text ?? "");
    return new DeviceSimulator(mediaWindow);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  /** What is plugged in from now on; whatever else was there is gone. */
  plug(...labels: readonly string[]): Promise<void> {
    return this.#page.evaluate((all) => window.deviceSimulator.plug(all), labels);
  }

  /** The switch on the cable of a microphone. */
  setSwitch(label: string, state: Switch): Promise<void> {
    return this.#page.evaluate(([of, to]) => window.deviceSimulator.setSwitch(of, to), [label, state] as const);
  }

  speaking(): Promise<ReturnType<SimulatedDevices["speaking"]>> {
    return this.#page.evaluate(() => window.deviceSimulator.speaking());
  }

  hearing(): Promise<ReturnType<SimulatedDevices["hearing"]>> {
    return this.#page.evaluate(() => window.deviceSimulator.hearing());
  }

  /** The loudest sample (0–1) of what a device plays, over the time of a whole ring. */
  peakAt(label: string): Promise<number> {
    return this.#page.evaluate((of) => window.deviceSimulator.peakAt(of, 4000), label);
  }
}
