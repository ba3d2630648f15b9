import { Listeners } from "../../src-main/core/calls/listeners.ts";
import type { FoundHeadset, HeadsetGate } from "../../src-main/core/ports/headsets.ts";
import type { HeadsetKey } from "../../src-shared/domain/headset/headset.ts";

/** A gate whose list a test sets. */
export class FakeHeadsetGate implements HeadsetGate {
  allowed: readonly HeadsetKey[] = [];
  readonly #found = new Listeners<FoundHeadset>();
  #list: readonly FoundHeadset[] = [];

  allow(keys: readonly HeadsetKey[]): void {
    this.allowed = keys;
  }

  beginLook(): void {}

  endLook(): void {}

  found(): readonly FoundHeadset[] {
    return this.#list;
  }

  onFound(listener: (headset: FoundHeadset) => void): () => void {
    return this.#found.add(listener);
  }

  find(...list: readonly FoundHeadset[]): void {
    this.#list = list;
    for (const headset of list) this.#found.tell(headset);
  }
}
