import * as z from "zod";

/**
 * A microphone or a headphone as the media window knows it. `deviceId` lasts while the program runs, `groupId` says what
 * hangs on one cable, `label` is the maker's name: by them together a device is known again after it was re-plugged.
 */
export const SoundDevice = z.object({
  deviceId: z.string().max(256),
  groupId: z.string().max(256),
  label: z.string().max(256),
});
export type SoundDevice = z.output<typeof SoundDevice>;

/** The tunes an incoming call may ring with. */
export const RingMelody = z.enum(["chime", "bell", "marimba"]);
export type RingMelody = z.output<typeof RingMelody>;

/**
 * How the operator wants to speak, hear and be rung. Rankings are best first and hold only what the operator placed.
 * `ring.devices` empty: where the system plays its sounds. `ring.volume` is 0…1.
 */
export const SoundSettings = z.object({
  microphones: z.array(SoundDevice).max(30),
  headphones: z.array(SoundDevice).max(30),
  /** Microphones whose noise is taken out before anybody hears it. */
  noiseSuppressed: z.array(SoundDevice).max(30),
  ring: z.object({
    devices: z.array(SoundDevice).max(10),
    volume: z.number().min(0).max(1),
    melody: RingMelody,
    isFlashing: z.boolean(),
  }),
  /** A new message in one's own conversation is heard; an offer always is. */
  areMessagesHeard: z.boolean(),
});
export type SoundSettings = z.output<typeof SoundSettings>;

/** Before the operator chose anything: as the system has it. */
export const FIRST_SOUND: SoundSettings = {
  microphones: [],
  headphones: [],
  noiseSuppressed: [],
  ring: { devices: [], volume: 0.7, melody: "chime", isFlashing: true },
  areMessagesHeard: true,
};

/** What is plugged in, the system's own choice first. */
export const PresentDevices = z.object({ microphones: z.array(SoundDevice), headphones: z.array(SoundDevice) });
export type PresentDevices = z.output<typeof PresentDevices>;
