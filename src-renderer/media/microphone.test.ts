import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Microphone } from "./microphone.ts";

class FakeTrack extends EventTarget {
  readonly kind = "audio";
  isStopped = false;
  stop(): void {
    this.isStopped = true;
  }
}

/** A machine whose headset is plugged in and out. */
class FakeDevices extends EventTarget {
  isPlugged = true;
  readonly tracks: FakeTrack[] = [];
  /** Holds an opening back until it is called. */
  letOpen: (() => void) | null = null;
  isSlow = false;

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return (this.isPlugged ? [{ kind: "audioinput" }] : []) as MediaDeviceInfo[];
  }

  async getUserMedia(): Promise<MediaStream> {
    if (this.isSlow)
      await new Promise<void>((resolve) => {
        this.letOpen = resolve;
      });
    if (!this.isPlugged) throw new DOMException("no device", "NotFoundError");
    const track = new FakeTrack();
    this.tracks.push(track);
    const tracks = () => [track];
    return { getTracks: tracks, getAudioTracks: tracks } as unknown as MediaStream;
  }

  async plug(isPlugged: boolean): Promise<void> {
    this.isPlugged = isPlugged;
    this.dispatchEvent(new Event("devicechange"));
    await vi.advanceTimersByTimeAsync(0);
  }
}

let devices: FakeDevices;
let told: string[];

function aMicrophone(): Microphone {
  return new Microphone((state) => told.push(state), devices);
}

beforeEach(() => {
  vi.useFakeTimers();
  devices = new FakeDevices();
  told = [];
});

afterEach(() => {
  vi.useRealTimers();
});

describe("between calls", () => {
  it("a headset that is taken away is missed before the next call, and one that comes is seen", async () => {
    const microphone = aMicrophone();
    expect(await microphone.look()).toBe("unknown");
    await devices.plug(false);
    await devices.plug(true);
    expect(told).toEqual(["missing", "unknown"]);
    expect(devices.tracks).toEqual([]);
  });

  it("a headset that was not there at the start is seen when it comes", async () => {
    devices.isPlugged = false;
    const microphone = aMicrophone();
    expect(await microphone.look()).toBe("missing");
    await devices.plug(true);
    expect(told).toEqual(["unknown"]);
  });

  it("also after a call has used it and it has cooled down", async () => {
    const microphone = aMicrophone();
    expect(await microphone.open()).toBe("live");
    microphone.release();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(devices.tracks.map(({ isStopped }) => isStopped)).toEqual([true]);
    await devices.plug(false);
    expect(told).toEqual(["live", "missing"]);
  });
});

describe("in a call", () => {
  it("a headset that comes is opened at once", async () => {
    devices.isPlugged = false;
    const microphone = aMicrophone();
    expect(await microphone.open()).toBe("missing");
    await devices.plug(true);
    expect(told).toEqual(["missing", "live"]);
    expect(devices.tracks).toHaveLength(1);
  });

  it("one that opens only after the call is long over is closed again", async () => {
    devices.isSlow = true;
    const microphone = aMicrophone();
    const opened = microphone.open();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await opened).toBe("missing");
    microphone.release();
    await vi.advanceTimersByTimeAsync(30_000);
    devices.letOpen?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(devices.tracks.map(({ isStopped }) => isStopped)).toEqual([true]);
    expect(told).toEqual([]);
  });
});
