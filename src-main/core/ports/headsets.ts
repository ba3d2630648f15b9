import type {
  ButtonKind,
  HeadsetControl,
  HeadsetKey,
  HeadsetLamp,
  HeadsetLamps,
  HeadsetSettings,
  HeadsetSignal,
} from "../../../src-shared/domain/headset/headset.ts";

/** A headset that is plugged in and allowed. `busy`: another program does not let it go. */
export type PresentHeadset = {
  readonly headsetId: string;
  readonly key: HeadsetKey;
  readonly name: string;
  readonly state: "open" | "busy";
  readonly controls: readonly HeadsetControl[];
  readonly lamps: readonly HeadsetLamp[];
  readonly isHookSwitch: boolean;
  readonly isOnHookOnHold: boolean;
};

export type HeadsetPress = {
  readonly headsetId: string;
  readonly control: HeadsetControl;
  readonly kind: ButtonKind;
  readonly isOn: boolean;
};

/** Anything a headset said, as it may be taught: `control` is what it is taken for now. */
export type HeadsetSensed = {
  readonly headsetId: string;
  readonly signal: HeadsetSignal;
  readonly kind: ButtonKind;
  readonly control: HeadsetControl | null;
};

/** Headsets and their buttons. One adapter speaks WebHID (ADR 22); a maker's own library would be another. */
export interface Headsets {
  present(): readonly PresentHeadset[];
  /** Which are allowed, and what was taught of each. */
  use(settings: HeadsetSettings): void;
  /** Looks again for what is plugged in; done when it is known. Throws when it cannot be asked now. */
  look(): Promise<void>;
  /** Never throws: a headset that does not take it is gone or busy, which is told by `onChange`. */
  show(headsetId: string, lamps: HeadsetLamps): void;
  /** What is pressed is told by `onSensed` instead of `onPressed`; what the headset says within `deafMs` is not a press. */
  sense(headsetId: string | null, deafMs: number): void;
  onChange(listener: () => void): () => void;
  onPressed(listener: (press: HeadsetPress) => void): () => void;
  onSensed(listener: (sensed: HeadsetSensed) => void): () => void;
}

/** A headset that is plugged in, allowed or not. */
export type FoundHeadset = { readonly key: HeadsetKey; readonly name: string };

/** Decides which headsets the media window may open; the system's own list is known only here. */
export interface HeadsetGate {
  allow(keys: readonly HeadsetKey[]): void;
  /** Between the two the media window looks; what it did not see is gone. */
  beginLook(): void;
  endLook(): void;
  found(): readonly FoundHeadset[];
  onFound(listener: (headset: FoundHeadset) => void): () => void;
}
