import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeviceChoice } from "./device-choice.ts";
import { Microphone } from "./microphone.ts";

class FakeTrack extends EventTarget {
  readonly kind = "audio";
  isStopped = false;
  stop(): void {
    this.isStopped = true;
  }
}

const named = (deviceId: string) => ({ deviceId, groupId: deviceId, label: deviceId });

/** A machine whose headsets are plugged in and out. */
class FakeDevices {
  here = new Set(["headset"]);
  readonly tracks = new Map<string, FakeTrack>();
  /** Holds an opening back until it is called. */
  letOpen: (() => void) | null = null;
  readonly slow = new Set<string>();
  readonly busy = new Set<string>();

  async getUserMedia({ audio }: MediaStreamConstraints): Promise<MediaStream> {
    const { deviceId } = audio as { deviceId: { exact: string } };
    const id = deviceId.exact;
    if (this.slow.has(id))
      await new Promise<void>((resolve) => {
        this.letOpen = resolve;
      });
    if (!this.here.has(id)) throw new DOMException("no device", "NotFoundError");
    if (this.busy.has(id)) throw new DOMException("in use", "NotReadableError");
    const track = new FakeTrack();
    this.tracks.set(id, track);
    const tracks = () => [track];
    return { getTracks: tracks, getAudioTracks: tracks } as unknown as MediaStream;
  }
}

let devices: FakeDevices;
let told: string[];
let switches: string[];
let choice: DeviceChoice;
let microphone: Microphone;

async function plug(...ids: string[]): Promise<void> {
  const gone = [...devices.here].filter((id) => !ids.includes(id));
  devices.here = new Set(ids);
  for (const id of gone) devices.tracks.get(id)?.dispatchEvent(new Event("ended"));
  choice.setPresent(ids.map(named));
  microphone.follow();
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => {
  vi.useFakeTimers();
  devices = new FakeDevices();
  told = [];
  switches = [];
  choice = new DeviceChoice(({ to }) => {
    switches.push(to?.label ?? "nothing");
    microphone.follow();
  });
  microphone = new Microphone({
    choice,
    devices,
    onState: (state) => told.push(state),
    onSwapped: () => undefined,
    onSource: () => undefined,
    noise: { follow: () => undefined, track: null },
    isNoiseUnwanted: () => false,
  });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("between calls", () => {
  it("a headset that is taken away is missed before the next call, and one that comes is seen", async () => {
    await plug("headset");
    await plug();
    await plug("headset");
    expect(told).toEqual(["missing", "unknown"]);
    expect(devices.tracks.size).toBe(0);
  });

  it("also after a call has used it and it has cooled down", async () => {
    await plug("headset");
    expect(await microphone.open()).toBe("live");
    microphone.release();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(devices.tracks.get("headset")?.isStopped).toBe(true);
    await plug();
    expect(told).toEqual(["live", "missing"]);
  });
});

describe("in a call", () => {
  it("a headset that comes is opened at once", async () => {
    await plug();
    choice.setInCall(true);
    expect(await microphone.open()).toBe("missing");
    await plug("headset");
    expect(told).toEqual(["missing", "live"]);
  });

  it("unplugged: the next of the ranking is open at once, and nobody is told that there is none", async () => {
    choice.setRanking([named("headset"), named("laptop")]);
    await plug("laptop", "headset");
    choice.setInCall(true);
    await microphone.open();
    await plug("laptop");
    expect(switches).toEqual(["headset", "laptop"]);
    expect(devices.tracks.get("laptop")?.isStopped).toBe(false);
    expect(told).toEqual(["live"]);
  });

  it("one that is there but does not work is passed over, and so is one that hangs", async () => {
    choice.setRanking([named("busy"), named("slow"), named("laptop")]);
    await plug("busy", "slow", "laptop");
    devices.busy.add("busy");
    devices.slow.add("slow");
    choice.setInCall(true);
    const opened = microphone.open();
    await vi.advanceTimersByTimeAsync(700);
    expect(await opened).toBe("live");
    expect(choice.current?.deviceId).toBe("laptop");
    devices.letOpen?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(devices.tracks.get("slow")?.isStopped).toBe(true);
  });

  it("one that opens only after the call is long over is closed again", async () => {
    await plug("headset");
    devices.slow.add("headset");
    const opened = microphone.open();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await opened).toBe("missing");
    microphone.release();
    await vi.advanceTimersByTimeAsync(30_000);
    devices.letOpen?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(devices.tracks.get("headset")?.isStopped).toBe(true);
    expect(told).toEqual([]);
  });
});
