import type { SoundSettings } from "../../../src-shared/domain/sound-devices.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import { type DeviceSwitch, RecordSample, type SoundNow, type SoundView } from "../../../src-shared/ipc/sound.ts";
import type { Workplace, WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { Listeners } from "../calls/listeners.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import { type Media, MediaError } from "../ports/media.ts";
import type { SoundStore } from "../ports/store.ts";
import { InputProver } from "./input-prover.ts";

type SoundHandlers = Pick<
  Handlers<WorkplaceContract>,
  "sound.set" | "sound.watch-microphone" | "sound.play-test" | "sound.record-sample" | "sound.play-sample"
>;

const NOTHING: SoundNow = {
  present: { microphones: [], headphones: [] },
  microphone: null,
  headphones: null,
  noise: "off",
  input: "unknown",
};

/** Keeps what the operator chose to speak, hear and be rung with, gives it to each media window, and shows what is used. */
export class SoundDesk {
  readonly handlers: SoundHandlers;
  readonly #media: Media;
  readonly #log: Log;
  readonly #prover: InputProver;
  readonly #onChange: (view: SoundView) => void;
  readonly #levelled = new Listeners<{ readonly level: number }>();
  readonly #switched = new Listeners<DeviceSwitch>();
  readonly #stops: readonly (() => void)[];
  #settings: SoundSettings;
  #now: SoundNow = NOTHING;

  constructor(parts: {
    readonly media: Media;
    readonly store: SoundStore;
    readonly log: Log;
    readonly clock: Clock;
    /** Where the lines of the windows go. */
    readonly windowLog: Log;
    readonly onChange: (view: SoundView) => void;
  }) {
    const { media, store, log } = parts;
    this.#media = media;
    this.#log = log;
    this.#prover = new InputProver({ clock: parts.clock, log, media });
    this.#onChange = parts.onChange;
    this.#settings = store.read();
    this.#stops = [
      media.onAlive((isAlive) => {
        if (isAlive) this.#tell();
        else this.#show(NOTHING);
      }),
      media.on("media.devices-changed", (now) => this.#show(now)),
      media.on("media.device-switched", (told) => this.#switched.tell(told)),
      media.on("media.stumbled", (fields) => parts.windowLog.warn(fields, "media window stumbled")),
      media.on("media.microphone-levelled", (level) => this.#levelled.tell(level)),
    ];
    this.handlers = {
      "sound.set": (change) => this.#set(store, change),
      "sound.watch-microphone": (input) => this.#ask(media.ask("media.watch-microphone", input)),
      "sound.play-test": (input) => this.#ask(media.ask("media.play-test", input)),
      "sound.play-sample": (input) => this.#ask(media.ask("media.play-sample", input)),
      "sound.record-sample": async (input) => {
        try {
          return accepted(await media.ask("media.record-sample", input));
        } catch (cause) {
          const code = RecordSample.errors.find((each) => cause instanceof MediaError && cause.code === each);
          if (code) return refused(code, "later");
          this.#log.warn({ cause }, "media window did not record");
          return refused("media-gone", "later");
        }
      },
    };
  }

  view(): SoundView {
    return { ...this.#now, settings: this.#settings };
  }

  onLevelled(listener: (level: { readonly level: number }) => void): () => void {
    return this.#levelled.add(listener);
  }

  onSwitched(listener: (told: DeviceSwitch) => void): () => void {
    return this.#switched.add(listener);
  }

  /** The workplace stands otherwise: the microphone may have to be proved. */
  follow({ status, phone, calls, sound }: Pick<Workplace, "status" | "phone" | "calls" | "sound">): void {
    this.#prover.follow({
      // Another desktop may have the seat: its phone is off here.
      isWorking: status.status === "online" && phone.state !== "off",
      isTalking: calls.some(({ phase }) => phase !== "ended"),
      sound,
    });
  }

  dispose(): void {
    this.#prover.dispose();
    for (const stop of this.#stops) stop();
  }

  #set(store: SoundStore, change: { readonly [Name in keyof SoundSettings]?: SoundSettings[Name] | undefined }) {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const settings: SoundSettings = { ...this.#settings, ...given };
    try {
      store.write(settings);
    } catch (error) {
      this.#log.error({ error }, "sound settings could not be kept");
      return refused("store-failed", "later");
    }
    this.#settings = settings;
    this.#tell();
    this.#onChange(this.view());
    return accepted(settings);
  }

  /** A window that is gone is told when it is back. */
  #tell(): void {
    this.#media
      .ask("media.set-sound", this.#settings)
      .catch((cause: unknown) => this.#log.warn({ cause }, "media window did not take the sound settings"));
  }

  async #ask<Answer>(asked: Promise<Answer>) {
    try {
      return accepted(await asked);
    } catch (cause) {
      this.#log.warn({ cause }, "media window did not answer about sound");
      return refused("media-gone", "later");
    }
  }

  #show(now: SoundNow): void {
    this.#now = now;
    this.#onChange(this.view());
  }
}
