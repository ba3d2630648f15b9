import { beforeEach, describe, expect, it } from "vitest";
import type { NoiseFilter } from "./noise-filter.ts";
import { NoiseSwitch } from "./noise-switch.ts";

type Opening = {
  readonly source: MediaStreamTrack;
  readonly filter: NoiseFilter & { isClosed: boolean };
  readonly run: () => void;
  readonly refuse: () => void;
  readonly fail: () => void;
};

const track = (id: string) => ({ id }) as MediaStreamTrack;
const [headset, laptop] = [track("headset"), track("laptop")];

let openings: Opening[];
let told: string[];
/** What each swap gave the calls. */
let given: (string | null)[];
let finishSwap: (() => void) | null;
let noise: NoiseSwitch;

beforeEach(() => {
  [openings, told, given, finishSwap] = [[], [], [], null];
  noise = new NoiseSwitch({
    onState: (state) => told.push(state),
    onSwapped: () => {
      given.push(noise.track?.id ?? null);
      return new Promise((resolve) => {
        finishSwap = resolve;
      });
    },
    stumble: (what) => told.push(`stumbled: ${what}`),
    open: (source, fail) =>
      new Promise((resolve, reject) => {
        const filter = {
          track: track(`${source.id} without noise`),
          isClosed: false,
          close() {
            filter.isClosed = true;
          },
        };
        const refuse = () => reject(new Error("no wasm"));
        openings.push({ source, filter, fail, refuse, run: () => resolve(filter) });
      }),
  });
});

/** All that waits for a promise is done. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

async function on(): Promise<Opening> {
  noise.follow(headset, true);
  const [opening] = openings;
  if (!opening) throw new Error("nothing was opened");
  opening.run();
  await settle();
  return opening;
}

describe("the switch of the noise suppression", () => {
  it("costs nothing while it is not wanted, or no microphone is open", () => {
    noise.follow(headset, false);
    noise.follow(null, true);
    expect(openings).toEqual([]);
    expect(told).toEqual([]);
  });

  it("leaves the microphone as it is until the filter runs", async () => {
    noise.follow(headset, true);
    expect(noise.track).toBeNull();
    openings[0]?.run();
    await settle();
    expect(given).toEqual(["headset without noise"]);
    expect(told).toEqual(["starting", "on"]);
  });

  it("off: the calls have the bare microphone before the filter ends", async () => {
    const { filter } = await on();
    noise.follow(headset, false);
    expect(given.at(-1)).toBeNull();
    expect(filter.isClosed).toBe(false);
    finishSwap?.();
    await settle();
    expect(filter.isClosed).toBe(true);
    expect(noise.state).toBe("off");
  });

  it("one that does not start is told, and tried again when switched off and on", async () => {
    noise.follow(headset, true);
    openings[0]?.refuse();
    await settle();
    expect(noise.state).toBe("failed");
    noise.follow(headset, false);
    noise.follow(headset, true);
    openings[1]?.run();
    await settle();
    expect(told).toEqual(["starting", "stumbled: noise", "failed", "off", "starting", "on"]);
  });

  it("one that ceases to work in a talk gives the bare microphone back", async () => {
    const { fail } = await on();
    fail();
    expect([noise.state, noise.track, given.at(-1)]).toEqual(["failed", null, null]);
  });

  it("another microphone gets a filter of its own; what came too late is closed", async () => {
    noise.follow(headset, true);
    noise.follow(laptop, true);
    openings[0]?.run();
    openings[1]?.run();
    await settle();
    expect(openings[0]?.filter.isClosed).toBe(true);
    expect(noise.track?.id).toBe("laptop without noise");
  });

  it("off and on while it is made: one filter works, the other is closed", async () => {
    noise.follow(headset, true);
    noise.follow(headset, false);
    noise.follow(headset, true);
    for (const { run } of openings) run();
    await settle();
    expect(openings.map(({ filter }) => filter.isClosed)).toEqual([false, true]);
    expect(noise.state).toBe("on");
  });
});
