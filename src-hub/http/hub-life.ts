/** `drains`: no new calls and links, those there are get time to end; then the hub stops. */
export type HubPhase = "serves" | "drains";

/** Which part of its life the hub is in. */
export class HubLife {
  #phase: HubPhase = "serves";

  get phase(): HubPhase {
    return this.#phase;
  }

  drain(): void {
    this.#phase = "drains";
  }
}
