// Runs in the customer's page: reads the keys of the other side from their RTP packets (RFC 4733), as an exchange does. What
// is played out of them is no witness: a browser's jitter buffer drops a key whose packets come late on a busy machine.
//
// It reads by Chromium's own `createEncodedStreams`, not by the standard's RTCRtpScriptTransform, which Chromium may join to a
// receiver too late (aws/amazon-chime-sdk-js#3123). Neither of them outlives a talk that is passed on: the packets of another
// source come to nothing, and nothing is heard any more. So keys are read only where a test asks for them.

const KEYS = "0123456789*#ABCD";

type EncodedStreams = {
  readonly readable: ReadableStream<RTCEncodedAudioFrame>;
  readonly writable: WritableStream<RTCEncodedAudioFrame>;
};
type Encoded = { createEncodedStreams(): EncodedStreams };

/** A connection must be made with this for its packets to be read. */
export const READABLE_PACKETS = { encodedInsertableStreams: true };

/**
 * Tells each key that this side of a connection receives, from the moment its transceiver has come to be. Every packet goes
 * on; the first one of an event, known by its RTP timestamp, is a key (§2.5.1.2: all packets of an event bear the timestamp of
 * its beginning).
 */
export function watchKeys({ sender, receiver }: RTCRtpTransceiver, onKey: (key: string) => void): void {
  let begun: number | undefined;
  const look = new TransformStream<RTCEncodedAudioFrame, RTCEncodedAudioFrame>({
    transform(frame, controller) {
      const { mimeType, rtpTimestamp } = frame.getMetadata();
      if (mimeType === "audio/telephone-event" && rtpTimestamp !== begun) {
        begun = rtpTimestamp;
        const key = KEYS[new DataView(frame.data).getUint8(0)];
        if (key !== undefined) onKey(key);
      }
      controller.enqueue(frame);
    },
  });
  const received = encoded(receiver);
  pass(received.readable.pipeThrough(look), received.writable);
  // With packets made readable, what is sent waits to be passed on too.
  const sent = encoded(sender);
  pass(sent.readable, sent.writable);
}

function encoded(side: RTCRtpSender | RTCRtpReceiver): EncodedStreams {
  return (side as unknown as Encoded).createEncodedStreams();
}

function pass(from: ReadableStream<RTCEncodedAudioFrame>, to: WritableStream<RTCEncodedAudioFrame>): void {
  // A connection that closes cuts its pipes.
  from.pipeTo(to).catch(() => undefined);
}
