import * as z from "zod";
import { PresentDevices, SoundDevice, SoundSettings } from "../domain/sound-devices.ts";

const Done = z.object({});

/**
 * The noise suppression of the microphone that is open. `off`: not wanted, or no microphone is open. `failed`: it does
 * not run, and the microphone is heard as it is.
 */
export const NoiseState = z.enum(["off", "starting", "on", "failed"]);
export type NoiseState = z.output<typeof NoiseState>;

/**
 * What the microphone in use was last found to give, whether or not it is open now. `unknown`: it was not listened to
 * yet. `silent`: for 3 s nothing but zeros. `muted`: the system or the headset says that it is switched off.
 */
export const InputSound = z.enum(["unknown", "alive", "silent", "muted"]);
export type InputSound = z.output<typeof InputSound>;

/** What is plugged in and what of it is used now; null: none is there, or it may not be used. */
export const SoundNow = z.object({
  present: PresentDevices,
  microphone: SoundDevice.nullable(),
  headphones: SoundDevice.nullable(),
  noise: NoiseState,
  input: InputSound,
});
export type SoundNow = z.output<typeof SoundNow>;

/**
 * Another device took over by itself. `unplugged`: the one before is gone; `returned`: a better one is there again.
 * `to` null: nothing is left.
 */
export const DeviceSwitch = z.object({
  what: z.enum(["microphone", "headphones"]),
  why: z.enum(["unplugged", "returned"]),
  from: z.string().max(256).nullable(),
  to: z.string().max(256).nullable(),
});
export type DeviceSwitch = z.output<typeof DeviceSwitch>;

/** The part of the workplace that «Настройки → Звук», readiness and preflight show. */
export const SoundView = SoundNow.extend({ settings: SoundSettings });
export type SoundView = z.output<typeof SoundView>;

/** The microphone is open for `forMs` and says its level; asked again it is prolonged, 0 ends it. */
export const WatchMicrophone = {
  input: z.object({ forMs: z.number().int().min(0).max(30_000) }),
  output: z.object({ microphone: z.enum(["live", "missing", "denied", "unknown"]) }),
  errors: [],
} as const;

/**
 * `headphones`: three notes in the device, null: the one used now. `ring`: one ring as a call would sound, `message`:
 * the sound of a new message. `played` is false when the device took no sound.
 */
export const PlayTest = {
  input: z.object({ what: z.enum(["headphones", "ring", "message"]), deviceId: z.string().max(256).nullable() }),
  output: z.object({ played: z.boolean() }),
  errors: [],
} as const;

/** The operator's voice is recorded with and without noise; `noiseDb` is what is heard between the words. Kept for a minute. */
export const RecordSample = {
  input: z.object({ forMs: z.number().int().min(1_000).max(8_000) }),
  output: z.object({ noiseDb: z.object({ bare: z.number(), clean: z.number() }) }),
  errors: ["sample-in-call", "sample-failed"],
} as const;

/** Plays what was recorded in the headphones, and answers when it is over. */
export const PlaySample = {
  input: z.object({ what: z.enum(["bare", "clean"]) }),
  output: z.object({ played: z.boolean() }),
  errors: [],
} as const;

/** Requests of the operator's window about sound; `media-gone`: the media window is being made again. */
export const soundRequests = {
  "sound.set": { input: SoundSettings.partial(), output: SoundSettings, errors: ["store-failed"] },
  "sound.watch-microphone": { ...WatchMicrophone, errors: ["media-gone"] },
  "sound.play-test": { ...PlayTest, errors: ["media-gone"] },
  "sound.record-sample": { ...RecordSample, errors: [...RecordSample.errors, "media-gone"] },
  "sound.play-sample": { ...PlaySample, errors: ["media-gone"] },
} as const;

export const soundEvents = {
  /** While the microphone is watched, about 15 times a second: 0…1. */
  "sound.levelled": z.object({ level: z.number().min(0).max(1) }),
  "sound.switched": DeviceSwitch,
} as const;

/** What main asks of the media window about sound. */
export const soundMediaRequests = {
  /** Sent to each new media window before anything else, and at each change. */
  "media.set-sound": { input: SoundSettings, output: Done, errors: [] },
  "media.watch-microphone": WatchMicrophone,
  "media.play-test": PlayTest,
  "media.record-sample": RecordSample,
  "media.play-sample": PlaySample,
  /** Opens the microphone until it gave sound or has been silent for 3 s, and closes it when no call needs it. */
  "media.prove-input": { input: z.object({}), output: z.object({ input: InputSound }), errors: [] },
} as const;

export const soundMediaEvents = {
  "media.devices-changed": SoundNow,
  "media.device-switched": DeviceSwitch,
  "media.microphone-levelled": z.object({ level: z.number().min(0).max(1) }),
} as const;
