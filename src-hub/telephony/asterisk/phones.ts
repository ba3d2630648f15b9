import type { HubClock } from "../../clock.ts";

export interface PhonesListener {
  changed(user: string, registered: boolean): void;
  /** A phone that was gone did not come back in time. */
  lost(user: string): void;
}

/** Which endpoints of the PBX have a phone now. */
export class Phones {
  readonly #clock: Pick<HubClock, "after">;
  readonly #comeBackMs: number;
  readonly #listener: PhonesListener;
  readonly #registered = new Set<string>();
  readonly #waits = new Map<string, () => void>();

  constructor(clock: Pick<HubClock, "after">, comeBackMs: number, listener: PhonesListener) {
    this.#clock = clock;
    this.#comeBackMs = comeBackMs;
    this.#listener = listener;
  }

  isRegistered(user: string): boolean {
    return this.#registered.has(user);
  }

  /** What the PBX says of an endpoint; said twice it counts once. */
  heard(user: string, isOnline: boolean): void {
    if (this.#registered.has(user) === isOnline) return;
    this.#stopWait(user);
    if (isOnline) this.#registered.add(user);
    else {
      this.#registered.delete(user);
      const stop = this.#clock.after(this.#comeBackMs, () => {
        this.#waits.delete(user);
        this.#listener.lost(user);
      });
      this.#waits.set(user, stop);
    }
    this.#listener.changed(user, isOnline);
  }

  /** The PBX itself is not heard: nobody can be rung, and whose talk goes on is not known. */
  allGone(): void {
    for (const user of [...this.#registered]) {
      this.#registered.delete(user);
      this.#listener.changed(user, false);
    }
  }

  dispose(): void {
    for (const user of [...this.#waits.keys()]) this.#stopWait(user);
  }

  #stopWait(user: string): void {
    this.#waits.get(user)?.();
    this.#waits.delete(user);
  }
}
