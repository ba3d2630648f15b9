import { arrivalOf } from "./arrival-counts.ts";
import { ArrivalWatch } from "./arrival-watch.ts";
import type { Announce } from "./bridge.ts";
import { FlowWatch } from "./flow-watch.ts";
import { levelOf } from "./level-scale.ts";
import type { Peer } from "./peer.ts";
import { countsOf } from "./peer-stats.ts";
import { QualitySampler } from "./quality-sampler.ts";
import { VoiceActivity } from "./voice-activity.ts";

const LEVEL_MS = 66;
const COUNT_MS = 500;
/** Every second look is a sample of the quality. */
const LOOKS_PER_SAMPLE = 2;

/** Watches one call: levels of both sides, whether packets arrive, how well, and whether the far side of a training line speaks. */
export class PeerMonitor {
  readonly #mediaId: string;
  readonly #peer: Peer;
  readonly #announce: Announce;
  readonly #flow = new FlowWatch();
  readonly #arrival = new ArrivalWatch();
  readonly #voice = new VoiceActivity();
  readonly #sampler = new QualitySampler();
  readonly #timers: readonly number[];
  #levelAtMs = performance.now();
  #lateMs = 0;
  #looks = 0;
  /** Once up, a connection that fails is no excuse for silence. */
  #wasConnected = false;

  constructor(mediaId: string, peer: Peer, announce: Announce) {
    this.#mediaId = mediaId;
    this.#peer = peer;
    this.#announce = announce;
    this.#timers = [setInterval(() => this.#level(), LEVEL_MS), setInterval(() => void this.#count(), COUNT_MS)];
  }

  seePacket(): void {
    this.#wasConnected = true;
    this.#tellFlow(this.#flow.seePacket(this.#peer.expectsSound, performance.now()));
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  #level(): void {
    this.#noteLate();
    if (!this.#peer.isConnected) return;
    const heardDb = this.#peer.heard.loudnessDb();
    const mediaId = this.#mediaId;
    this.#announce("media.levelled", { mediaId, out: levelOf(this.#peer.said.loudnessDb()), in: levelOf(heardDb) });
    if (this.#peer.source.kind !== "training") return;
    const speaking = this.#voice.update(heardDb, performance.now());
    if (speaking !== null) this.#announce("media.voice-changed", { mediaId, speaking });
  }

  /** A processor that does not keep up is late with timers first, and with sound next. */
  #noteLate(): void {
    const nowMs = performance.now();
    this.#lateMs = Math.max(this.#lateMs, nowMs - this.#levelAtMs - LEVEL_MS);
    this.#levelAtMs = nowMs;
  }

  async #count(): Promise<void> {
    const report = await this.#peer.stats();
    const nowMs = performance.now();
    const { packetsReceived } = countsOf(report);
    this.#wasConnected ||= this.#peer.isConnected;
    const isExpected = this.#peer.expectsSound && this.#wasConnected;
    this.#tellFlow(this.#flow.update(packetsReceived, isExpected, nowMs));
    const arriving = this.#arrival.update(arrivalOf(report), isExpected && this.#peer.isConnected, nowMs);
    if (arriving !== null) this.#announce("media.arrival-changed", { mediaId: this.#mediaId, arriving });
    this.#looks += 1;
    if (this.#peer.source.kind === "training" || !this.#peer.isConnected || this.#looks % LOOKS_PER_SAMPLE > 0) return;
    const sample = this.#sampler.sample(report, nowMs, this.#lateMs);
    this.#lateMs = 0;
    this.#announce("media.measured", { mediaId: this.#mediaId, sample });
  }

  #tellFlow(flowing: boolean | null): void {
    if (flowing !== null) this.#announce("media.flow-changed", { mediaId: this.#mediaId, flowing });
  }
}
