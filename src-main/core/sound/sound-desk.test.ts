import { beforeEach, describe, expect, it, test } from "vitest";
import { FIRST_SOUND } from "../../../src-shared/domain/sound-devices.ts";
import type { SoundNow, SoundView } from "../../../src-shared/ipc/sound.ts";
import { FakeClock, settle } from "../../../tests/support/fake-clock.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { FakeMedia } from "../../../tests/support/fake-media.ts";
import { MemorySoundStore } from "../../../tests/support/memory-stores.ts";
import { MediaError } from "../ports/media.ts";
import { SoundDesk } from "./sound-desk.ts";

const headset = { deviceId: "1", groupId: "a", label: "Headset" };
const now: SoundNow = {
  present: { microphones: [headset], headphones: [] },
  microphone: headset,
  headphones: null,
  noise: "off",
  input: "alive",
};

let media: FakeMedia;
let store: MemorySoundStore;
let log: FakeLog;
let windowLog: FakeLog;
let shown: SoundView[];
let desk: SoundDesk;

beforeEach(() => {
  media = new FakeMedia();
  store = new MemorySoundStore();
  log = new FakeLog();
  windowLog = new FakeLog();
  shown = [];
  desk = new SoundDesk({ media, store, log, windowLog, clock: new FakeClock(), onChange: (view) => shown.push(view) });
});

const given = () => media.named("media.set-sound");

describe("what the operator chose for the sound", () => {
  it("is kept, given to the media window and shown; what was not named stays", async () => {
    const ring = { ...FIRST_SOUND.ring, volume: 0.2 };
    await desk.handlers["sound.set"]({ ring });
    expect(await desk.handlers["sound.set"]({ noiseSuppressed: [headset], microphones: undefined })).toMatchObject({
      ok: true,
    });
    const settings = { ...FIRST_SOUND, ring, noiseSuppressed: [headset] };
    expect([store.read(), given().at(-1), shown.at(-1)?.settings]).toEqual([settings, settings, settings]);
  });

  it("that cannot be kept is refused, and nothing has changed", async () => {
    store.isBroken = true;
    expect(await desk.handlers["sound.set"]({ noiseSuppressed: [headset] })).toMatchObject({
      ok: false,
      code: "store-failed",
    });
    expect(desk.view().settings).toEqual(FIRST_SOUND);
    expect(given()).toEqual([]);
  });

  it("is given to each new media window before anything else", () => {
    media.kill();
    media.revive();
    expect(media.asked[0]).toEqual({ name: "media.set-sound", input: FIRST_SOUND });
  });
});

describe("what is used now", () => {
  it("is what the media window says, and nothing when it is gone", () => {
    media.emit("media.devices-changed", now);
    expect(desk.view()).toEqual({ ...now, settings: FIRST_SOUND });
    media.kill();
    expect(shown.at(-1)).toMatchObject({ microphone: null, input: "unknown", present: { microphones: [] } });
  });

  it("tells switches and levels to who listens", () => {
    const told: unknown[] = [];
    desk.onSwitched((each) => told.push(each));
    desk.onLevelled((each) => told.push(each));
    const gone = { what: "microphone", why: "unplugged", from: "Headset", to: null } as const;
    media.emit("media.device-switched", gone);
    media.emit("media.microphone-levelled", { level: 0.5 });
    expect(told).toEqual([gone, { level: 0.5 }]);
    desk.dispose();
    media.emit("media.microphone-levelled", { level: 0.6 });
    expect(told).toHaveLength(2);
  });

  it("a window that does not answer is a refusal, not a fault", async () => {
    media.kill();
    await settle();
    expect(await desk.handlers["sound.play-test"]({ what: "ring", deviceId: null })).toMatchObject({
      ok: false,
      code: "media-gone",
    });
  });
});

describe("a recorded sample", () => {
  it("is refused by its own word, or because the window is gone", async () => {
    const record = () => desk.handlers["sound.record-sample"]({ forMs: 4_000 });
    expect(await record()).toMatchObject({ ok: true, value: { noiseDb: { bare: -45, clean: -72 } } });
    media.answers["media.record-sample"] = () => {
      throw new MediaError("sample-in-call");
    };
    expect(await record()).toMatchObject({ ok: false, code: "sample-in-call" });
    media.kill();
    expect(await record()).toMatchObject({ ok: false, code: "media-gone" });
  });
});

test("what the media window got over stands in the log, with its kind alone", () => {
  media.emit("media.stumbled", { what: "ring-device", error: "NotFoundError" });
  expect(windowLog.lines).toEqual([
    { level: "warn", fields: { what: "ring-device", error: "NotFoundError" }, words: "media window stumbled" },
  ]);
});
