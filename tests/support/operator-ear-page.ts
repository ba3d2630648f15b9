// Evaluated in the media window by operator-ear.ts: keeps the peer connections made from now on, and listens to them.
import type { ToneLevel } from "./customer/customer-state.ts";
import { Ear } from "./customer/sound.ts";

declare global {
  interface Window {
    operatorEar: { listen(hz: number, forMs: number): Promise<ToneLevel | null> };
  }
}

const peers: RTCPeerConnection[] = [];
const Original = window.RTCPeerConnection;

window.RTCPeerConnection = class extends Original {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    peers.push(this);
  }
};

window.operatorEar = {
  /** Listens to what arrives on the newest connection that is up. */
  async listen(hz, forMs) {
    const peer = peers.findLast(({ connectionState }) => connectionState === "connected");
    const track = peer?.getReceivers()[0]?.track;
    if (!track) return null;
    const context = new AudioContext();
    const ear = new Ear(context, new MediaStream([track]), () => undefined);
    try {
      return await ear.listen(hz, forMs);
    } finally {
      ear.close();
      await context.close();
    }
  },
};
