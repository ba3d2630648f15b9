import { loadRnnoise, RnnoiseWorkletNode } from "@sapphi-red/web-noise-suppressor";

/** A microphone's track without its noise. */
export type NoiseFilter = { readonly track: MediaStreamTrack; close(): void };

/** Makes one; throws when it does not run. `onFail`: it ceased to. */
export type OpenNoiseFilter = (source: MediaStreamTrack, onFail: () => void) => Promise<NoiseFilter>;

/** RNNoise was trained on this rate, and takes no other. */
const RATE = 48_000;
/** Before it is ready the worklet gives zeros, and it never says when that is over: sound must come out of it first. */
const PROOF_MS = 4_000;
const LOOK_MS = 20;
const PROOF_HZ = 300;
const PROOF_GAIN = 0.05;
/** What is left of the proof is out of the worklet's buffers. */
const DRAIN_MS = 60;
const WATCH_MS = 1_000;

class NoiseFilterError extends Error {
  override readonly name = "NoiseFilterError";
}

/** RNNoise in an audio context of its own: without it nothing runs. */
export async function openNoiseFilter(source: MediaStreamTrack, onFail: () => void): Promise<NoiseFilter> {
  const audio = new AudioContext({ sampleRate: RATE, latencyHint: "interactive" });
  try {
    const [wasmBinary] = await Promise.all([
      loadRnnoise({ url: addressOf("rnnoise.wasm"), simdUrl: addressOf("rnnoise_simd.wasm") }),
      audio.audioWorklet.addModule(addressOf("rnnoise-worklet.js")),
    ]);
    const worklet = new RnnoiseWorkletNode(audio, { wasmBinary, maxChannels: 1 });
    // A microphone with two channels would lose half of its power: the worklet works on the first alone.
    worklet.channelCount = 1;
    worklet.channelCountMode = "explicit";
    await prove(audio, worklet);
    return connect(audio, worklet, source, onFail);
  } catch (cause) {
    void audio.close();
    throw cause;
  }
}

function connect(
  audio: AudioContext,
  worklet: RnnoiseWorkletNode,
  source: MediaStreamTrack,
  onFail: () => void,
): NoiseFilter {
  const destination = audio.createMediaStreamDestination();
  audio
    .createMediaStreamSource(new MediaStream([source]))
    .connect(worklet)
    .connect(destination);
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new NoiseFilterError("the audio context gave no track");
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(timer);
    track.stop();
    worklet.destroy();
    void audio.close();
  };
  const fail = () => {
    if (!isClosed) onFail();
  };
  // A context whose output device died stands still, and the voice with it.
  let seen = -1;
  const timer = setInterval(() => {
    if (audio.currentTime === seen) fail();
    seen = audio.currentTime;
  }, WATCH_MS);
  worklet.addEventListener("processorerror", fail);
  return { track, close };
}

/** Waits until a tone comes out of the worklet. */
async function prove(audio: AudioContext, worklet: AudioNode): Promise<void> {
  const tone = new OscillatorNode(audio, { frequency: PROOF_HZ });
  const quiet = new GainNode(audio, { gain: PROOF_GAIN });
  const analyser = new AnalyserNode(audio, { fftSize: 2048 });
  tone.connect(quiet).connect(worklet).connect(analyser);
  tone.start();
  const samples = new Float32Array(analyser.fftSize);
  const untilMs = performance.now() + PROOF_MS;
  do {
    if (performance.now() > untilMs) throw new NoiseFilterError("nothing comes out of the worklet");
    await pass(LOOK_MS);
    analyser.getFloatTimeDomainData(samples);
  } while (samples.every((sample) => sample === 0));
  tone.stop();
  quiet.disconnect();
  worklet.disconnect();
  await pass(DRAIN_MS);
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function addressOf(file: string): string {
  return new URL(`/noise/${file}`, location.href).href;
}
