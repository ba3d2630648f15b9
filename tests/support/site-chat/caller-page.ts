import type { Page } from "@playwright/test";

type Heard = { readonly share: number };
type Ears = { listen(hz: number, forMs: number): Promise<Heard> };

/** Hears what a page's own calls hear, without the page's help: before any script of the page, and under any policy. */
export async function giveEars(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const streams: MediaStream[] = [];
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener("track", ({ track }) => streams.push(new MediaStream([track])));
      }
    };
    const ears: Ears = {
      listen: async (hz, forMs) => {
        const stream = streams.at(-1);
        if (!stream) return { share: 0 };
        const context = new AudioContext();
        const analyser = context.createAnalyser();
        analyser.fftSize = 4096;
        context.createMediaStreamSource(stream).connect(analyser);
        const bins = new Float32Array(analyser.frequencyBinCount);
        const levelAt = (tone: number) => bins[Math.round((tone * analyser.fftSize) / context.sampleRate)] ?? -200;
        let [looks, heard] = [0, 0];
        const untilMs = performance.now() + forMs;
        while (performance.now() < untilMs) {
          await new Promise((resolve) => setTimeout(resolve, 30));
          analyser.getFloatFrequencyData(bins);
          looks += 1;
          if (levelAt(hz) > -60 && levelAt(hz) - Math.max(levelAt(hz * 0.73), levelAt(hz * 1.37)) > 12) heard += 1;
        }
        await context.close();
        return { share: looks === 0 ? 0 : heard / looks };
      },
    };
    Object.defineProperty(window, "ears", { value: ears });
  });
}

/** Waits up to `limitMs` until the page hears the tone. */
export async function pageHears(page: Page, hz: number, limitMs = 10_000): Promise<boolean> {
  const untilMs = Date.now() + limitMs;
  for (;;) {
    const { share } = await page.evaluate((tone) => (window as unknown as { ears: Ears }).ears.listen(tone, 600), hz);
    if (share > 0.6) return true;
    if (Date.now() > untilMs) return false;
  }
}
