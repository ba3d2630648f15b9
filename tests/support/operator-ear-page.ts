// Evaluated in the media window by operator-ear.ts: keeps the peer connections made from now on, and listens to them.
import type { ToneLevel } from "./customer/customer-state.ts";
import { Ear } from "./customer/sound.ts";

declare global {
  interface Window {
    operatorEar: {
      listen(hz: number, forMs: number): Promise<ToneLevel | null>;
      /** Of each connection that is up: the loudest and the quietest look, and how often a tone stood out. */
      loudness(hz: number, forMs: number): Promise<{ loudestDb: number; quietestDb: number; toneShare: number }[]>;
    };
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

/** What arrives on the connections that are up, the newest last. */
function arriving(): MediaStreamTrack[] {
  const up = peers.filter(({ connectionState }) => connectionState === "connected");
  return up.flatMap((peer) => peer.getReceivers()[0]?.track ?? []);
}

/** Level of some 20 ms of sound. */
function levelDb(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return 10 * Math.log10(Math.max(power, 1e-12));
}

window.operatorEar = {
  loudness: (hz, forMs) =>
    Promise.all(
      arriving().map(async (track) => {
        const [levels, tone] = await Promise.all([levelsOf(track, forMs), listenTo(track, hz, forMs)]);
        return { loudestDb: Math.max(...levels), quietestDb: Math.min(...levels), toneShare: tone.share };
      }),
    ),
  async listen(hz, forMs) {
    const track = arriving().at(-1);
    return track ? listenTo(track, hz, forMs) : null;
  },
};

async function levelsOf(track: MediaStreamTrack, forMs: number): Promise<number[]> {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const levels: number[] = [];
  const untilMs = performance.now() + forMs;
  while (performance.now() < untilMs) {
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 50 }));
    analyser.getFloatTimeDomainData(samples);
    levels.push(levelDb(samples));
  }
  await context.close();
  return levels;
}

async function listenTo(track: MediaStreamTrack, hz: number, forMs: number): Promise<ToneLevel> {
  const context = new AudioContext();
  const ear = new Ear(context, new MediaStream([track]));
  try {
    return await ear.listen(hz, forMs);
  } finally {
    ear.close();
    await context.close();
  }
}
