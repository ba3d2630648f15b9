import { SerialQueue } from "../../log/serial-queue.ts";
import type { TelephonyCallId } from "../telephony.ts";
import { AriError } from "./ari/ari-error.ts";
import type { AriRest } from "./ari/ari-rest.ts";
import { type ChannelNote, NOTE_VARIABLE } from "./channel-note.ts";

/** Everybody who waits is in this bridge, and hears its music. */
const WAITING_BRIDGE = "tandem-waiting";

/** What Asterisk is asked to do for one call, one thing after another. */
export class CallWork {
  readonly #rest: AriRest;
  readonly #failed: (error: unknown) => void;
  readonly #jobs = new SerialQueue();
  readonly #bridgeId: string;
  #hasBridge = false;

  constructor(callId: TelephonyCallId, rest: AriRest, failed: (error: unknown) => void) {
    this.#rest = rest;
    this.#failed = failed;
    this.#bridgeId = `tandem-${callId}`;
  }

  /** Settles when Asterisk was asked all there is to ask. */
  idle(): Promise<void> {
    return this.#jobs.idle();
  }

  /** Asks Asterisk after all that was asked before. What is gone already need not be asked any more. */
  do(job: () => Promise<void>): void {
    this.#jobs.run(job).catch((error: unknown) => {
      const isGone = error instanceof AriError && (error.code === "gone" || error.code === "conflict");
      if (!isGone) this.#failed(error);
    });
  }

  hangUp(channelId: string, cause: number): void {
    this.do(() => this.#rest.hangUp(channelId, cause));
  }

  /** The bridge of the talk is there from a hub before. */
  takeBridge(): void {
    this.#hasBridge = true;
  }

  async toWaitingRoom(channelId: string): Promise<void> {
    await this.#rest.createBridge(WAITING_BRIDGE, "holding");
    await this.#rest.addToBridge(WAITING_BRIDGE, channelId);
  }

  /** Out of the room where it waits, if it is there. */
  async fromWaitingRoom(channelId: string): Promise<void> {
    await this.#rest.removeFromBridge(WAITING_BRIDGE, channelId).catch((error: unknown) => {
      if (!(error instanceof AriError && error.code !== "unreachable")) throw error;
    });
  }

  async bridge(channelIds: readonly string[]): Promise<void> {
    if (!this.#hasBridge) await this.#rest.createBridge(this.#bridgeId, "mixing");
    this.#hasBridge = true;
    for (const channelId of channelIds) await this.#rest.addToBridge(this.#bridgeId, channelId);
  }

  /**
   * Before there is an answer, for what is heard until then; a phone is rung without it as well. A caller who goes at
   * this very moment cannot be bridged, and its end is told a little later: that is no failure of the phone rung.
   */
  async bridgeEarly(channelIds: readonly string[]): Promise<void> {
    await this.bridge(channelIds).catch((error: unknown) => {
      if (!(error instanceof AriError)) throw error;
      this.#failed(error);
    });
  }

  removeFromBridge(channelId: string): Promise<void> {
    return this.#rest.removeFromBridge(this.#bridgeId, channelId);
  }

  dropBridge(): void {
    if (this.#hasBridge) this.do(() => this.#rest.destroyBridge(this.#bridgeId));
  }

  note(channelId: string, note: ChannelNote): Promise<void> {
    return this.#rest.setVariables(channelId, { [NOTE_VARIABLE]: JSON.stringify(note) });
  }
}
