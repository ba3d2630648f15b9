import { ARI_PATIENCE, type AriPatience } from "./ari/ari-events.ts";

/** How long things with Asterisk may take, in ms. */
export type AsteriskPatience = AriPatience & {
  /** How long the start of the hub waits for the PBX before it goes on without it. */
  readonly startMs: number;
  /** A shorter loss of the events is not told: no phone is counted as gone. */
  readonly unnoticedMs: number;
  /** After so long without the PBX its calls are written off. */
  readonly writeOffMs: number;
  /** How long a talk waits for a phone that is gone from the registrar. */
  readonly comeBackMs: number;
  /** How long a talk of three waits for the phone that mixes it, before the two others are joined. */
  readonly conferenceMs: number;
  /** How long a phone that passed its talk on may keep its own channel before that is hung up. */
  readonly releaseMs: number;
  /** How long a caller who is let go is listened to after the last word, for the key that asks for a call back. */
  readonly keyMs: number;
  /** After so long whoever is let go is hung up, whatever is still being said. */
  readonly farewellMs: number;
};

export const ASTERISK_PATIENCE: AsteriskPatience = {
  ...ARI_PATIENCE,
  startMs: 5_000,
  unnoticedMs: 3_000,
  writeOffMs: 20_000,
  comeBackMs: 32_000,
  conferenceMs: 6_000,
  releaseMs: 4_000,
  keyMs: 6_000,
  farewellMs: 60_000,
};
