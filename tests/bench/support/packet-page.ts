// Put into the customer's page: notes when each packet of the other side arrives, to a fraction of a millisecond.
// `getStats` would not do: Chromium keeps its answer for 50 ms.

/** What arrived since `forget`; times are epoch ms. */
export type PacketNotes = {
  forget(): void;
  /** The first packet; waits for it. */
  first(): Promise<number>;
  all(): readonly number[];
  /** Sound that had to be made up because no packet brought it, since the call began. */
  concealedMs(): Promise<number>;
};

declare global {
  interface Window {
    benchPackets: PacketNotes;
  }
}

/** Opus always counts 48,000 samples a second. */
const KHZ = 48;

/** A transform that passes every encoded frame on and tells when it came; runs in a worker. */
const WORKER = `
  onrtctransform = ({ transformer: { readable, writable } }) => {
    const note = new TransformStream({
      transform(frame, controller) {
        postMessage(performance.timeOrigin + performance.now());
        controller.enqueue(frame);
      },
    });
    readable.pipeThrough(note).pipeTo(writable);
  };
`;

const worker = new Worker(URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" })));
const Original = window.RTCPeerConnection;
let arrivals: number[] = [];
let tellFirst: ((atMs: number) => void) | null = null;
let newest: RTCPeerConnection | null = null;

worker.onmessage = ({ data }: MessageEvent<number>) => {
  arrivals.push(data);
  tellFirst?.(data);
  tellFirst = null;
};

window.RTCPeerConnection = class extends Original {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    keep(this);
  }

  // Not at `track`: by then Chromium has joined the offerer's receiver to its decoder for good.
  override addTrack(track: MediaStreamTrack, ...streams: MediaStream[]): RTCRtpSender {
    const sender = super.addTrack(track, ...streams);
    for (const receiver of this.getReceivers()) receiver.transform ??= new RTCRtpScriptTransform(worker);
    return sender;
  }
};

function keep(connection: RTCPeerConnection): void {
  newest = connection;
}

window.benchPackets = {
  forget() {
    arrivals = [];
  },
  first: () =>
    new Promise((resolve) => {
      const [atMs] = arrivals;
      if (atMs === undefined) tellFirst = resolve;
      else resolve(atMs);
    }),
  all: () => arrivals,
  async concealedMs() {
    const stats = await newest?.getStats();
    for (const entry of stats?.values() ?? []) if (entry.type === "inbound-rtp") return entry.concealedSamples / KHZ;
    throw new Error("no sound is received");
  },
};
