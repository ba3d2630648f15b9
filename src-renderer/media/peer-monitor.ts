import type { Announce } from "./bridge.ts";
import { FlowWatch } from "./flow-watch.ts";
import { levelOf } from "./level-scale.ts";
import type { Peer } from "./peer.ts";
import { countsOf } from "./peer-stats.ts";
import { VoiceActivity } from "./voice-activity.ts";

const LEVEL_MS = 66;
const COUNT_MS = 1_000;

/** Watches one call: levels of both sides, whether packets arrive, and whether the far side of a training line speaks. */
export class PeerMonitor {
  readonly #mediaId: string;
  readonly #peer: Peer;
  readonly #announce: Announce;
  readonly #flow = new FlowWatch();
  readonly #voice = new VoiceActivity();
  readonly #timers: readonly number[];

  constructor(mediaId: string, peer: Peer, announce: Announce) {
    this.#mediaId = mediaId;
    this.#peer = peer;
    this.#announce = announce;
    this.#timers = [setInterval(() => this.#level(), LEVEL_MS), setInterval(() => void this.#count(), COUNT_MS)];
  }

  seePacket(): void {
    this.#tellFlow(this.#flow.seePacket(this.#peer.expectsSound, performance.now()));
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  #level(): void {
    if (!this.#peer.isConnected) return;
    const heardDb = this.#peer.heard.loudnessDb();
    const mediaId = this.#mediaId;
    this.#announce("media.levelled", { mediaId, out: levelOf(this.#peer.said.loudnessDb()), in: levelOf(heardDb) });
    if (this.#peer.source.kind !== "training") return;
    const speaking = this.#voice.update(heardDb, performance.now());
    if (speaking !== null) this.#announce("media.voice-changed", { mediaId, speaking });
  }

  async #count(): Promise<void> {
    const { packetsReceived } = countsOf(await this.#peer.stats());
    this.#tellFlow(this.#flow.update(packetsReceived, this.#peer.expectsSound, performance.now()));
  }

  #tellFlow(flowing: boolean | null): void {
    if (flowing !== null) this.#announce("media.flow-changed", { mediaId: this.#mediaId, flowing });
  }
}
