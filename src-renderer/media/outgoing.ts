import type { MediaSource } from "../../src-shared/ipc/media.ts";
import type { Microphone } from "./microphone.ts";

const TONE_GAIN = 0.3;

/** What the far side of one call hears. */
export type Outgoing = {
  readonly track: MediaStreamTrack;
  /** Where clips are played into (a training line), or what arrives is led back (an echo). */
  readonly input: AudioNode | null;
  readonly stop: () => void;
  /** What this side itself says, when the track carries others too. */
  readonly own?: MediaStreamTrack;
  /** Silences this side's own voice and nobody else's; without it the whole track is silenced. */
  readonly setMuted?: (muted: boolean) => void;
};

/** Makes the track of a source. Without a microphone it is silence, so that the call stands and the voice can join later. */
export function makeOutgoing(source: MediaSource, audio: AudioContext, microphone: Microphone): Outgoing {
  switch (source.kind) {
    case "microphone": {
      const track = microphone.track();
      return track ? { track, input: null, stop: () => track.stop() } : fromNode(audio, null);
    }
    case "silence":
      return fromNode(audio, null);
    case "echo":
    case "training": {
      const input = audio.createGain();
      return { ...fromNode(audio, input), input };
    }
    case "tone": {
      const oscillator = audio.createOscillator();
      const gain = audio.createGain();
      oscillator.frequency.value = source.hz;
      gain.gain.value = TONE_GAIN;
      oscillator.connect(gain);
      oscillator.start();
      const outgoing = fromNode(audio, gain);
      return {
        ...outgoing,
        stop: () => {
          oscillator.stop();
          outgoing.stop();
        },
      };
    }
  }
}

/** What one party of a conference hears: this side's own voice and the other parties. */
export function mixed(audio: AudioContext, own: Outgoing, others: readonly AudioNode[]): Outgoing {
  const destination = audio.createMediaStreamDestination();
  const source = audio.createMediaStreamSource(new MediaStream([own.track]));
  const voice = audio.createGain();
  source.connect(voice).connect(destination);
  for (const other of others) other.connect(destination);
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error("the audio context gave no track");
  return {
    track,
    own: own.track,
    input: own.input,
    setMuted: (muted) => {
      voice.gain.value = muted ? 0 : 1;
      // The meter of the own voice listens to the source: muted, it must be as silent as it is to the others.
      own.track.enabled = !muted;
    },
    stop: () => {
      for (const other of others) other.disconnect(destination);
      source.disconnect();
      voice.disconnect();
      track.stop();
      own.stop();
    },
  };
}

function fromNode(audio: AudioContext, node: AudioNode | null): Outgoing {
  const destination = audio.createMediaStreamDestination();
  node?.connect(destination);
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error("the audio context gave no track");
  return {
    track,
    input: null,
    stop: () => {
      track.stop();
      node?.disconnect();
    },
  };
}
