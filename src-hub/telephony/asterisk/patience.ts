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
  /** How long a phone that passed its talk on may keep its own channel before that is hung up. */
  readonly releaseMs: number;
};

export const ASTERISK_PATIENCE: AsteriskPatience = {
  ...ARI_PATIENCE,
  startMs: 5_000,
  unnoticedMs: 3_000,
  writeOffMs: 20_000,
  comeBackMs: 32_000,
  releaseMs: 4_000,
};
