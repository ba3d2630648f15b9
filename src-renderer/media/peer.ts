import type { MediaSource } from "../../src-shared/ipc/media.ts";
import type { Outgoing } from "./outgoing.ts";
import { fingerprintOf } from "./sdp-fingerprint.ts";
import { SoundMeter } from "./sound-meter.ts";

const TONE_MS = 100;
const GAP_MS = 70;

export type PeerParts = {
  readonly mediaId: string;
  readonly source: MediaSource;
  /** Whether the far side is heard here; not so when it is a person at this very machine. */
  readonly audible: boolean;
  readonly audio: AudioContext;
  readonly outgoing: Outgoing;
  readonly onState: (state: RTCPeerConnectionState) => void;
  /** The first packet of a (new) far side came. */
  readonly onPacket: () => void;
};

/** The media of one call: its peer connection, what goes out, and what is heard. */
export class Peer {
  readonly source: MediaSource;
  readonly heard: SoundMeter;
  readonly said: SoundMeter;
  readonly #parts: PeerParts;
  readonly #player = new Audio();
  #outgoing: Outgoing;
  #connection: RTCPeerConnection;
  #sender: RTCRtpSender;
  /** The connection that was agreed, while a fresh one is being offered in its place. */
  #agreed: RTCPeerConnection | null = null;
  #isMuted = false;
  #isHeld = false;

  constructor(parts: PeerParts) {
    this.#parts = parts;
    this.source = parts.source;
    this.heard = new SoundMeter(parts.audio);
    this.said = new SoundMeter(parts.audio);
    this.#outgoing = parts.outgoing;
    this.#player.muted = !parts.audible;
    [this.#connection, this.#sender] = this.#connect();
    this.#use(parts.outgoing);
  }

  /** Where clips go. */
  get input(): AudioNode | null {
    return this.#outgoing.input;
  }

  /** Whether sound of the far side should arrive now. */
  get expectsSound(): boolean {
    return this.#connection.getTransceivers().some(({ currentDirection }) => currentDirection === "sendrecv");
  }

  get isConnected(): boolean {
    return this.#connection.connectionState === "connected";
  }

  async describe(hold: boolean, fromNetwork: boolean, gatherMs: number): Promise<RTCSessionDescription> {
    this.#isHeld = hold;
    this.#applyMute();
    if (this.#connection.signalingState === "have-local-offer") await this.rollback();
    if (this.#connection.signalingState === "stable" && fromNetwork && this.#connection.remoteDescription)
      this.#offerAfresh();
    const connection = this.#connection;
    for (const transceiver of connection.getTransceivers()) transceiver.direction = hold ? "sendonly" : "sendrecv";
    await connection.setLocalDescription();
    await gathered(connection, gatherMs);
    if (!connection.localDescription) throw new Error("no local description");
    return connection.localDescription;
  }

  /** An answer to this side's offer, or an offer of the far side. */
  async apply(sdp: string): Promise<void> {
    if (this.#connection.signalingState === "have-local-offer") {
      await this.#connection.setRemoteDescription({ type: "answer", sdp });
      this.#agreed?.close();
      this.#agreed = null;
      return;
    }
    const known = this.#connection.currentRemoteDescription?.sdp;
    // Another certificate is another party (a transfer): the old connection cannot speak with it.
    const isOther = known !== undefined && fingerprintOf(known) !== fingerprintOf(sdp);
    const before = this.#connection;
    if (isOther) [this.#connection, this.#sender] = this.#connect();
    try {
      await this.#connection.setRemoteDescription({ type: "offer", sdp });
    } catch (cause) {
      if (isOther) {
        this.#connection.close();
        this.#restore(before);
      }
      throw cause;
    }
    if (isOther) before.close();
  }

  async rollback(): Promise<void> {
    if (this.#agreed) {
      this.#connection.close();
      this.#restore(this.#agreed);
      this.#agreed = null;
    } else if (this.#connection.signalingState !== "stable" && this.#connection.signalingState !== "closed") {
      const isOfRemote = this.#connection.signalingState === "have-remote-offer";
      if (isOfRemote) await this.#connection.setRemoteDescription({ type: "rollback", sdp: "" });
      else await this.#connection.setLocalDescription({ type: "rollback" });
    }
    // What is agreed says whether this side holds; a refused hold is none.
    const direction = this.#connection.getTransceivers()[0]?.currentDirection ?? "sendrecv";
    this.#isHeld = this.#isHeld && (direction === "sendonly" || direction === "inactive");
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
    await this.#sender.replaceTrack(outgoing.track);
    before.stop();
  }

  /** RFC 4733 tones after those still being sent; false when the far side did not agree to telephone-event. */
  sendTones(tones: string): boolean {
    const { dtmf } = this.#sender;
    if (!dtmf?.canInsertDTMF) return false;
    // `insertDTMF` throws the unsent tones away: they are given again.
    dtmf.insertDTMF(dtmf.toneBuffer + tones, TONE_MS, GAP_MS);
    return true;
  }

  stats(): Promise<RTCStatsReport> {
    return this.#connection.getStats();
  }

  get state(): { readonly state: string; readonly direction: string | null } {
    const direction = this.#connection.getTransceivers()[0]?.currentDirection ?? null;
    return { state: this.#connection.connectionState, direction };
  }

  close(): void {
    this.#agreed?.close();
    this.#connection.close();
    this.#outgoing.stop();
    this.heard.close();
    this.said.close();
    this.#player.srcObject = null;
  }

  #connect(): [RTCPeerConnection, RTCRtpSender] {
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    connection.addEventListener("connectionstatechange", () => {
      if (connection === this.#connection) this.#parts.onState(connection.connectionState);
    });
    connection.addEventListener("track", ({ track }) => this.#hear(connection, track));
    const sender = connection.addTrack(this.#outgoing.track, new MediaStream([this.#outgoing.track]));
    return [connection, sender];
  }

  #hear(connection: RTCPeerConnection, track: MediaStreamTrack): void {
    if (connection !== this.#connection) return;
    track.addEventListener("unmute", () => {
      if (connection === this.#connection) this.#parts.onPacket();
    });
    // Chromium feeds a remote track to the audio graph only while an element plays it, even muted.
    this.#player.srcObject = new MediaStream([track]);
    this.#player.play().catch(() => {
      // Superseded by the next description's track; that one plays.
    });
    this.heard.listenTo(track);
  }

  #offerAfresh(): void {
    this.#agreed ??= this.#connection;
    [this.#connection, this.#sender] = this.#connect();
  }

  #restore(connection: RTCPeerConnection): void {
    this.#connection = connection;
    const [transceiver] = connection.getTransceivers();
    if (!transceiver) return;
    this.#sender = transceiver.sender;
    this.#hear(connection, transceiver.receiver.track);
  }

  #use(outgoing: Outgoing): void {
    this.#outgoing = outgoing;
    this.said.listenTo(outgoing.track);
    this.#applyMute();
  }

  #applyMute(): void {
    this.#outgoing.track.enabled = !this.#isMuted && !this.#isHeld;
  }
}

/** Waits for all ICE candidates, but not for ever: what is missing then comes by no other way, yet the call can start. */
function gathered(connection: RTCPeerConnection, limitMs: number): Promise<void> {
  if (connection.iceGatheringState === "complete") return Promise.resolve();
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
