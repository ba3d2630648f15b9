import type { MediaSource } from "../../src-shared/ipc/media.ts";
import type { Outgoing } from "./outgoing.ts";
import { type HeldBack, holdBackCandidates } from "./sdp-candidates.ts";
import { fingerprintOf } from "./sdp-fingerprint.ts";
import { SoundMeter } from "./sound-meter.ts";
import type { Speaker } from "./speaker.ts";
import { isSuperseded, type Stumble } from "./stumble.ts";
import { ToneQueue } from "./tone-queue.ts";

export type PeerParts = {
  readonly mediaId: string;
  readonly source: MediaSource;
  /** Whether the far side is heard here; not so when it is a person at this very machine. */
  readonly audible: boolean;
  readonly audio: AudioContext;
  readonly outgoing: Outgoing;
  readonly speaker: Speaker;
  readonly onState: (state: RTCPeerConnectionState) => void;
  /** The first packet of a (new) far side came. */
  readonly onPacket: () => void;
  readonly stumble: Stumble;
};

/** The media of one call: its peer connection, what goes out, and what is heard. */
export class Peer {
  readonly source: MediaSource;
  readonly heard: SoundMeter;
  readonly said: SoundMeter;
  readonly #parts: PeerParts;
  readonly #player = new Audio();
  readonly #detachPlayer: () => void;
  readonly #tones = new ToneQueue(
    () => audioOf(this.#connection)?.sender.dtmf ?? null,
    () => this.isConnected,
  );
  #outgoing: Outgoing;
  #connection: RTCPeerConnection;
  /** The connection that was agreed, while a fresh one is being offered in its place. */
  #agreed: RTCPeerConnection | null = null;
  /** Our offer for what is up already, until it is answered. */
  #offer: RTCSessionDescriptionInit | null = null;
  /** An answer made while the call still rings, and what of the offer waits until it is sent. */
  #ready: HeldBack | null = null;
  #isMuted = false;
  #isHeld = false;
  /** Whether this side holds by what is agreed; a refused offer leads back to it. */
  #isHoldAgreed = false;

  constructor(parts: PeerParts) {
    this.#parts = parts;
    this.source = parts.source;
    this.heard = new SoundMeter(parts.audio);
    this.said = new SoundMeter(parts.audio);
    this.#outgoing = parts.outgoing;
    this.#player.muted = !parts.audible;
    this.#detachPlayer = parts.speaker.attach(this.#player);
    this.#connection = this.#connect();
    this.#use(parts.outgoing);
  }

  /** Where clips go. */
  get input(): AudioNode | null {
    return this.#outgoing.input;
  }

  /** Whether sound of the far side should arrive now. */
  get expectsSound(): boolean {
    return this.#ready === null && audioOf(this.#connection)?.currentDirection === "sendrecv";
  }

  get isConnected(): boolean {
    return this.#connection.connectionState === "connected";
  }

  /**
   * Makes the answer to a call that rings, so that who answers does not wait for it. The far side's candidates are held
   * back until it is sent: nothing is tried, and nothing can fail or be sent, before the call is answered.
   */
  async prepareAnswer(sdp: string): Promise<void> {
    const ready = holdBackCandidates(sdp);
    await this.#applyOffer(ready.sdp);
    setDirection(this.#connection, false);
    await this.#connection.setLocalDescription();
    this.#ready = ready;
  }

  /** The description to send: the answer to an offer that was applied, else an offer. */
  async describe(
    hold: boolean,
    restart: "ice" | "fresh" | null,
    gatherMs: number,
  ): Promise<{ isAnswer: boolean; sdp: string }> {
    this.#isHeld = hold;
    this.#applyMute();
    if (this.#ready) return { isAnswer: true, sdp: await this.#readyAnswer(this.#ready, gatherMs) };
    const isAnswer = this.#connection.signalingState === "have-remote-offer";
    if (!isAnswer) await this.#dropOffer();
    if (!isAnswer && restart === "fresh" && this.#connection.remoteDescription) this.#offerAfresh();
    const connection = this.#connection;
    const { track } = this.#outgoing;
    if (!audioOf(connection)) connection.addTransceiver(track, { streams: [new MediaStream([track])] });
    setDirection(connection, hold);
    if (!isAnswer && connection.currentLocalDescription && restart === "ice") {
      // Its addresses are only gathered once it is applied; should it be refused, a sound that was broken has little to lose.
      const offer = await connection.createOffer({ iceRestart: true });
      // The state is still that of the gathering before: it is heard of before the new one can be over.
      const isGathered = gathered(connection, gatherMs, true);
      await connection.setLocalDescription(offer);
      await isGathered;
      return { isAnswer, sdp: connection.localDescription?.sdp ?? "" };
    }
    if (!isAnswer && connection.currentLocalDescription) {
      // Applied only once it is answered: Chromium loses the far side's sound in a rollback (glare, a refused hold).
      this.#offer = await connection.createOffer();
      return { isAnswer, sdp: this.#offer.sdp ?? "" };
    }
    if (isAnswer) this.#isHoldAgreed = hold;
    await connection.setLocalDescription();
    await gathered(connection, gatherMs);
    return { isAnswer, sdp: connection.localDescription?.sdp ?? "" };
  }

  /** An answer to this side's offer, or an offer of the far side. */
  async apply(sdp: string): Promise<void> {
    const isOfferOut = this.#offer !== null || this.#connection.signalingState === "have-local-offer";
    await (isOfferOut ? this.#applyAnswer(sdp) : this.#applyOffer(sdp));
  }

  /** Back to what was agreed, after an offer of either side came to nothing. */
  async rollback(): Promise<void> {
    await this.#dropOffer();
    if (this.#connection.signalingState === "have-remote-offer")
      await this.#connection.setRemoteDescription({ type: "rollback", sdp: "" });
    this.#isHeld = this.#isHoldAgreed;
    setDirection(this.#connection, this.#isHeld);
    this.#applyMute();
  }

  setMuted(muted: boolean): void {
    this.#isMuted = muted;
    this.#applyMute();
  }

  /** Another track takes the place of the one before, without anything being agreed anew. */
  async replaceOutgoing(outgoing: Outgoing): Promise<void> {
    const before = this.#outgoing;
    this.#use(outgoing);
    await audioOf(this.#connection)?.sender.replaceTrack(outgoing.track);
    before.stop();
  }

  /** RFC 4733 tones after those still being sent; false when the far side did not agree to telephone-event. */
  sendTones(tones: string): boolean {
    return this.#tones.send(tones);
  }

  stats(): Promise<RTCStatsReport> {
    return this.#connection.getStats();
  }

  get state(): { readonly state: string; readonly direction: string | null } {
    const direction = audioOf(this.#connection)?.currentDirection ?? null;
    return { state: this.#connection.connectionState, direction };
  }

  close(): void {
    this.#agreed?.close();
    this.#connection.close();
    this.#outgoing.stop();
    this.heard.close();
    this.said.close();
    this.#detachPlayer();
    this.#player.srcObject = null;
  }

  async #readyAnswer(ready: HeldBack, gatherMs: number): Promise<string> {
    this.#ready = null;
    await gathered(this.#connection, gatherMs);
    // Not waited for: what the browser does not take is one way less to the far side, and no reason to keep it waiting.
    for (const candidate of ready.candidates)
      this.#connection.addIceCandidate(candidate).catch((cause: unknown) => this.#parts.stumble("candidate", cause));
    return this.#connection.localDescription?.sdp ?? "";
  }

  async #applyAnswer(sdp: string): Promise<void> {
    const offer = this.#offer;
    this.#offer = null;
    if (offer) await this.#connection.setLocalDescription(offer);
    await this.#connection.setRemoteDescription({ type: "answer", sdp });
    this.#isHoldAgreed = this.#isHeld;
    this.#agreed?.close();
    this.#agreed = null;
  }

  async #applyOffer(sdp: string): Promise<void> {
    const known = this.#connection.currentRemoteDescription?.sdp;
    // Another certificate is another party (a transfer): the old connection cannot speak with it.
    const isOther = known !== undefined && fingerprintOf(known) !== fingerprintOf(sdp);
    const before = this.#connection;
    if (isOther) this.#connection = this.#connect();
    try {
      await this.#connection.setRemoteDescription({ type: "offer", sdp });
      // Its own section carries our track: a transceiver made before would be left out when the far side holds.
      const sender = audioOf(this.#connection)?.sender;
      if (sender && sender.track === null) {
        // Some clients only play what belongs to a stream.
        sender.setStreams(new MediaStream([this.#outgoing.track]));
        await sender.replaceTrack(this.#outgoing.track);
      }
    } catch (cause) {
      if (isOther) {
        this.#connection.close();
        this.#restore(before);
      }
      throw cause;
    }
    if (isOther) before.close();
  }

  async #dropOffer(): Promise<void> {
    this.#offer = null;
    if (this.#agreed) {
      this.#connection.close();
      this.#restore(this.#agreed);
      this.#agreed = null;
    } else if (this.#connection.signalingState === "have-local-offer")
      await this.#connection.setLocalDescription({ type: "rollback" });
  }

  #connect(): RTCPeerConnection {
    // No candidate pool: it gathers no sooner, and Chromium's first pooled connection now and then gathers for ever.
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    connection.addEventListener("connectionstatechange", () => {
      if (connection !== this.#connection) return;
      this.#tones.flush();
      this.#parts.onState(connection.connectionState);
    });
    connection.addEventListener("track", ({ track }) => this.#hear(connection, track));
    return connection;
  }

  /** A new track, or one that came back from a hold. */
  #hear(connection: RTCPeerConnection, track: MediaStreamTrack): void {
    if (connection !== this.#connection) return;
    track.onunmute = () => {
      if (connection === this.#connection) this.#parts.onPacket();
    };
    // Chromium feeds a remote track to the audio graph only while an element plays it, even muted.
    this.#player.srcObject = new MediaStream([track]);
    this.#player.play().catch((cause: unknown) => {
      // Superseded by the next description's track: that one plays.
      if (!isSuperseded(cause)) this.#parts.stumble("talk-playback", cause);
    });
    this.heard.listenTo(track);
    if (this.source.kind === "echo" && this.input) this.heard.leadTo(this.input);
  }

  #offerAfresh(): void {
    this.#agreed ??= this.#connection;
    this.#connection = this.#connect();
  }

  #restore(connection: RTCPeerConnection): void {
    this.#connection = connection;
    const transceiver = audioOf(connection);
    if (transceiver) this.#hear(connection, transceiver.receiver.track);
  }

  #use(outgoing: Outgoing): void {
    this.#outgoing = outgoing;
    this.said.listenTo(outgoing.own ?? outgoing.track);
    this.#applyMute();
  }

  #applyMute(): void {
    const { track, setMuted } = this.#outgoing;
    setMuted?.(this.#isMuted);
    track.enabled = !this.#isHeld && (setMuted !== undefined || !this.#isMuted);
  }
}

/** The one section of a call that is spoken and heard on. */
function audioOf(connection: RTCPeerConnection): RTCRtpTransceiver | undefined {
  return connection.getTransceivers().find(({ receiver }) => receiver.track.kind === "audio");
}

/** Whatever else the far side offered (video, a second sound) is declined. */
function setDirection(connection: RTCPeerConnection, hold: boolean): void {
  const audio = audioOf(connection);
  for (const transceiver of connection.getTransceivers())
    transceiver.direction = transceiver !== audio ? "inactive" : hold ? "sendonly" : "sendrecv";
}

/** Waits for all ICE candidates, but not for ever: what is missing then comes by no other way, yet the call can start. */
function gathered(connection: RTCPeerConnection, limitMs: number, isAnew = false): Promise<void> {
  if (!isAnew && connection.iceGatheringState === "complete") return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      connection.removeEventListener("icegatheringstatechange", look);
      resolve();
    };
    const look = () => {
      if (connection.iceGatheringState === "complete") done();
    };
    const timer = setTimeout(done, limitMs);
    connection.addEventListener("icegatheringstatechange", look);
  });
}
