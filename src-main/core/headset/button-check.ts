import type {
  HeadsetControl,
  HeadsetKey,
  HeadsetLamps,
  LearnedButton,
} from "../../../src-shared/domain/headset/headset.ts";
import type { HeadsetCheck } from "../../../src-shared/ipc/headset.ts";
import type { Clock } from "../ports/clock.ts";
import type { HeadsetSensed, Headsets, PresentHeadset } from "../ports/headsets.ts";

/** Nobody pressed anything for so long: buttons act again. */
const LIMIT_MS = 60_000;
/** What a headset says right after its lamps were set is its answer, and no press. */
const DEAF_MS = 700;

// Many a headset's mute speaks only while it takes itself to be in a call (gnaudio/jabra-browser-integration#49).
const IN_CALL: HeadsetLamps = { offHook: true, ring: false, mute: false, hold: false };

type Running = {
  readonly headset: PresentHeadset;
  readonly count: number;
  readonly last: Pick<HeadsetSensed, "signal" | "kind" | "control"> | null;
};

/** «Проверить кнопки»: one headset's buttons are shown instead of acting. */
export class ButtonCheck {
  readonly #headsets: Headsets;
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #onOver: (headset: PresentHeadset) => void;
  #running: Running | null = null;
  #stopTimer: () => void = () => {};
  #stopListening: () => void = () => {};

  constructor(parts: {
    readonly headsets: Headsets;
    readonly clock: Clock;
    readonly onChange: () => void;
    /** The headset is to be shown how the calls stand. */
    readonly onOver: (headset: PresentHeadset) => void;
  }) {
    this.#headsets = parts.headsets;
    this.#clock = parts.clock;
    this.#onChange = parts.onChange;
    this.#onOver = parts.onOver;
  }

  view(): HeadsetCheck | null {
    if (this.#running === null) return null;
    const { headset, count, last } = this.#running;
    return { key: headset.key, pressed: last && { count, control: last.control } };
  }

  /** The button that may be taught now. */
  pressed(key: HeadsetKey): Pick<LearnedButton, "signal" | "kind"> | null {
    if (this.#running?.headset.key !== key || this.#running.last === null) return null;
    const { signal, kind } = this.#running.last;
    return { signal, kind };
  }

  /** What was pressed is known from now on. */
  told(control: HeadsetControl): void {
    if (this.#running?.last) this.#running = { ...this.#running, last: { ...this.#running.last, control } };
    this.#listen();
    this.#onChange();
  }

  start(headset: PresentHeadset): void {
    this.stop();
    this.#running = { headset, count: 0, last: null };
    const stopSensed = this.#headsets.onSensed((sensed) => this.#take(sensed));
    const stopChange = this.#headsets.onChange(() => this.#stopWhenGone());
    this.#stopListening = () => {
      stopSensed();
      stopChange();
    };
    this.#listen();
    this.#onChange();
  }

  stop(): void {
    if (this.#running === null) return;
    const { headset } = this.#running;
    this.#running = null;
    this.#stopTimer();
    this.#stopListening();
    this.#headsets.sense(null, 0);
    if (this.#isThere(headset)) this.#onOver(headset);
    this.#onChange();
  }

  #take(sensed: HeadsetSensed): void {
    if (this.#running === null) return;
    const { signal, kind, control } = sensed;
    this.#running = { ...this.#running, count: this.#running.count + 1, last: { signal, kind, control } };
    // A press of the hook has ended the call the headset takes itself to be in.
    this.#listen();
    this.#onChange();
  }

  #listen(): void {
    const running = this.#running;
    if (running === null) return;
    this.#stopTimer();
    this.#stopTimer = this.#clock.after(LIMIT_MS, () => this.stop());
    this.#headsets.show(running.headset.headsetId, IN_CALL);
    this.#headsets.sense(running.headset.headsetId, DEAF_MS);
  }

  #stopWhenGone(): void {
    if (this.#running && !this.#isThere(this.#running.headset)) this.stop();
  }

  #isThere({ headsetId }: PresentHeadset): boolean {
    return this.#headsets.present().some((one) => one.headsetId === headsetId && one.state === "open");
  }
}
