import type { DeviceChoice } from "./device-choice.ts";
import { isSuperseded, type Stumble } from "./stumble.ts";

/** Plays what the operator hears in the chosen headphones; players follow when another device is chosen. */
export class Speaker {
  readonly #choice: DeviceChoice;
  readonly #stumble: Stumble;
  readonly #players = new Set<HTMLAudioElement>();

  constructor(choice: DeviceChoice, stumble: Stumble) {
    this.#choice = choice;
    this.#stumble = stumble;
  }

  /** The player sounds in the headphones from now on, until it is taken away. */
  attach(player: HTMLAudioElement): () => void {
    this.#players.add(player);
    this.#lead(player);
    return () => this.#players.delete(player);
  }

  follow(): void {
    for (const player of this.#players) this.#lead(player);
  }

  #lead(player: HTMLAudioElement): void {
    const device = this.#choice.current;
    const sinkId = device?.deviceId ?? "";
    if (player.sinkId === sinkId) return;
    player.setSinkId(sinkId).catch((cause: unknown) => {
      // Superseded by the next choice; what does not take sound is passed over.
      if (isSuperseded(cause)) return;
      this.#stumble("headphones", cause);
      if (device) this.#choice.fail(device);
    });
  }
}
