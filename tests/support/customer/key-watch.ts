// Runs in the customer's page: reads the keys of the other side from their RTP packets (RFC 4733), as an exchange does. What
// is played out of them is no witness: a browser's jitter buffer drops a key whose packets come late on a busy machine.

/**
 * The worker, as text. Every packet goes on; the first one of an event, known by its RTP timestamp, is a key (§2.5.1.2: all
 * packets of an event bear the timestamp of its beginning).
 */
const WORKER = `
const KEYS = "0123456789*#ABCD";
onrtctransform = ({ transformer: { readable, writable, options } }) => {
  let begun = null;
  const look = new TransformStream({
    transform(frame, controller) {
      const { mimeType, rtpTimestamp } = frame.getMetadata();
      if (mimeType === "audio/telephone-event" && rtpTimestamp !== begun) {
        begun = rtpTimestamp;
        const key = KEYS[new DataView(frame.data).getUint8(0)];
        if (key !== undefined) options.port.postMessage(key);
      }
      controller.enqueue(frame);
    },
  });
  readable.pipeThrough(look).pipeTo(writable).catch(() => {});
};
postMessage("listens");`;

/** Reads keys from what receivers get. */
export class KeyWatch {
  readonly #worker: Worker;
  #port: MessagePort | null = null;

  /** Resolves when the worker listens: a receiver given to it before would never be read. */
  static start(): Promise<KeyWatch> {
    const url = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
    const worker = new Worker(url);
    return new Promise((resolve) => {
      worker.onmessage = () => {
        URL.revokeObjectURL(url);
        resolve(new KeyWatch(worker));
      };
    });
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Reads this receiver, which has just come to be, instead of the one before. */
  follow(receiver: RTCRtpReceiver, onKey: (key: string) => void): void {
    this.stop();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#port.onmessage = ({ data }: MessageEvent<string>) => onKey(data);
    receiver.transform = new RTCRtpScriptTransform(this.#worker, { port: port2 }, [port2]);
  }

  stop(): void {
    this.#port?.close();
    this.#port = null;
  }
}
