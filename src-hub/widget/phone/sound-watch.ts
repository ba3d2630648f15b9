import type { Sounding } from "../engine/call-ports.ts";

const EVERY_MS = 1000;

/** Of all kinds of statistics (Identifiers for WebRTC's Statistics API) what is looked at. */
type Measured = RTCStats & { readonly audioLevel?: number; readonly packetsReceived?: number };

/** Looks once a second whether one is heard, and hears. */
export class SoundWatch {
  readonly #connection: () => RTCPeerConnection | null;
  readonly #tell: (sounding: Sounding) => void;
  #timer: ReturnType<typeof setInterval> | null = null;
  #packets = 0;

  constructor(connection: () => RTCPeerConnection | null, tell: (sounding: Sounding) => void) {
    this.#connection = connection;
    this.#tell = tell;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#look(), EVERY_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  async #look(): Promise<void> {
    const report = await this.#connection()?.getStats();
    if (!report || this.#timer === null) return;
    let ownLevel = 0;
    let packets = 0;
    for (const one of report.values() as Iterable<Measured>) {
      if (one.type === "media-source") ownLevel = Math.max(ownLevel, one.audioLevel ?? 0);
      if (one.type === "inbound-rtp") packets += one.packetsReceived ?? 0;
    }
    const isHearing = packets > this.#packets;
    this.#packets = packets;
    this.#tell({ ownLevel, isHearing });
  }
}
