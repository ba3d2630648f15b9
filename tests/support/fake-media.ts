import { type Media, MediaError } from "../../src-main/core/ports/media.ts";
import type { EventPayloadOf, RequestInput, RequestOutput } from "../../src-shared/ipc/define-contract.ts";
import type { MediaContract } from "../../src-shared/ipc/media.ts";

type Name = keyof MediaContract["requests"] & string;
type EventName = keyof MediaContract["events"] & string;

/** One request as it was asked. */
export type AskedMedia = {
  readonly [N in Name]: { readonly name: N; readonly input: RequestInput<MediaContract, N> };
}[Name];

type Answers = { -readonly [N in Name]?: (input: RequestInput<MediaContract, N>) => RequestOutput<MediaContract, N> };
type Peer = { offers: number; isOfferOut: boolean; hold: boolean };

/**
 * A media window without sound: it agrees to everything, knows what is open, and can be killed and opened again.
 * Its descriptions are real SDP, so that phones and exchanges take them.
 */
export class FakeMedia implements Media {
  readonly asked: AskedMedia[] = [];
  /** Answers that differ from the usual ones; throw a `MediaError` to refuse. */
  readonly answers: Answers = {};
  ring: RequestInput<MediaContract, "media.set-ring">["sound"] = "none";
  readonly muted = new Set<string>();
  conference: readonly string[] = [];
  readonly #peers = new Map<string, Peer>();
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>();
  readonly #aliveListeners = new Set<(alive: boolean) => void>();
  #isAlive = true;
  #windows = 1;

  /** The calls whose peer connection is open. */
  get open(): string[] {
    return [...this.#peers.keys()];
  }

  named<N extends Name>(name: N): RequestInput<MediaContract, N>[] {
    return this.asked.flatMap((one) => (one.name === name ? [one.input as RequestInput<MediaContract, N>] : []));
  }

  async ask<N extends Name>(name: N, input: RequestInput<MediaContract, N>): Promise<RequestOutput<MediaContract, N>> {
    this.asked.push({ name, input } as AskedMedia);
    // The window is another process: nothing is answered within the call that asks.
    await Promise.resolve();
    if (!this.#isAlive) throw new MediaError("media-gone");
    const own: Answers[N] = this.answers[name];
    return own ? own(input) : (this.#answer({ name, input } as AskedMedia) as RequestOutput<MediaContract, N>);
  }

  on<N extends EventName>(name: N, listener: (payload: EventPayloadOf<MediaContract, N>) => void): () => void {
    const ofName = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, ofName);
    ofName.add(listener);
    return () => ofName.delete(listener);
  }

  onAlive(listener: (alive: boolean) => void): () => void {
    this.#aliveListeners.add(listener);
    return () => this.#aliveListeners.delete(listener);
  }

  emit<N extends EventName>(name: N, payload: EventPayloadOf<MediaContract, N>): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(payload as never);
  }

  kill(): void {
    this.#isAlive = false;
    this.#peers.clear();
    this.muted.clear();
    this.conference = [];
    this.ring = "none";
    for (const listener of [...this.#aliveListeners]) listener(false);
  }

  revive(): void {
    this.#isAlive = true;
    this.#windows += 1;
    for (const listener of [...this.#aliveListeners]) listener(true);
  }

  #answer(asked: AskedMedia): unknown {
    switch (asked.name) {
      case "media.set-sound":
      case "media.play-cue":
        return {};
      case "media.watch-microphone":
        return { microphone: "live" };
      case "media.prove-input":
        return { input: "alive" };
      case "media.record-sample":
        return { noiseDb: { bare: -45, clean: -72 } };
      case "media.play-sample":
      case "media.play-test":
        return { played: true };
      case "media.open":
        this.#peers.set(asked.input.mediaId, { offers: 0, isOfferOut: false, hold: false });
        return { microphone: asked.input.source.kind === "microphone" ? "live" : "not-used" };
      case "media.describe": {
        const peer = this.#peer(asked.input.mediaId);
        peer.offers += 1;
        peer.hold = asked.input.hold;
        peer.isOfferOut = !peer.isOfferOut;
        return { type: peer.isOfferOut ? "offer" : "answer", sdp: this.#sdp(peer) };
      }
      case "media.apply":
        this.#peer(asked.input.mediaId).isOfferOut = false;
        return {};
      case "media.close":
        this.#peers.delete(asked.input.mediaId);
        this.muted.delete(asked.input.mediaId);
        return {};
      case "media.set-muted":
        if (asked.input.muted) this.muted.add(asked.input.mediaId);
        else this.muted.delete(asked.input.mediaId);
        return {};
      case "media.set-conference":
        this.conference = asked.input.mediaIds;
        return {};
      case "media.send-dtmf":
        this.#peer(asked.input.mediaId);
        return { sent: true };
      case "media.set-ring":
        this.ring = asked.input.sound;
        return {};
      case "media.rollback":
      case "media.play-clip":
        return {};
      case "media.look-for-headsets":
        return {};
      case "media.write-headset":
        return { sent: true };
      case "media.play-notes":
        return {};
      case "media.check-sound":
        return { microphone: "live", label: "Headset", levelDb: -20, output: { isThere: true, label: "Headset" } };
      case "media.listen-for-tone":
        return { heard: false, levelDb: -100 };
      case "media.stats":
        this.#peer(asked.input.mediaId);
        return { state: "connected", direction: "sendrecv", jitterMs: null, roundTripMs: null, ...NO_TRAFFIC };
    }
  }

  #peer(mediaId: string): Peer {
    const peer = this.#peers.get(mediaId);
    if (!peer) throw new MediaError("not-open");
    return peer;
  }

  #sdp(peer: Peer): string {
    return [
      "v=0",
      `o=- ${this.#windows} ${peer.offers} IN IP4 127.0.0.1`,
      "s=-",
      "c=IN IP4 127.0.0.1",
      "t=0 0",
      "m=audio 40000 RTP/AVP 0 101",
      "a=rtpmap:0 PCMU/8000",
      "a=rtpmap:101 telephone-event/8000",
      `a=${peer.hold ? "sendonly" : "sendrecv"}`,
      "",
    ].join("\r\n");
  }
}

const NO_TRAFFIC = { bytesReceived: 0, packetsReceived: 0, packetsLost: 0, bytesSent: 0, packetsSent: 0 };
