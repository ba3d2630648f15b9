// Evaluated in the media window: devices that are plugged in and out, instead of Chromium's fixed fake ones. What a
// microphone hears is a tone; where a player sounds is noted. All behind these calls is the app's own.

/** What a test may do to the devices of the page. */
export type SimulatedDevices = {
  plug(labels: readonly string[]): void;
  /** A microphone that gives zeros, or whose driver says that it is switched off; `live` as usual. */
  setSwitch(label: string, state: Switch): void;
  /** The microphones that are open. */
  speaking(): string[];
  /** Where what plays is heard. */
  hearing(): string[];
  /** The loudest sample (0–1) that a device plays until the time is over. */
  peakAt(label: string, lastingMs: number): Promise<number>;
};

export type Switch = "live" | "zeros" | "muted";

declare global {
  interface Window {
    deviceSimulator: SimulatedDevices;
  }
}

type Plugged = {
  readonly kind: MediaDeviceKind;
  readonly deviceId: string;
  readonly groupId: string;
  readonly label: string;
};
type OpenMicrophone = {
  readonly deviceId: string;
  readonly stream: MediaStream;
  readonly tone: OscillatorNode;
  readonly gain: GainNode;
};

const TONE_HZ = 440;
const audio = new AudioContext();
const opened: OpenMicrophone[] = [];
const switches = new Map<string, Switch>();
const players = new Map<HTMLMediaElement, string>();
let plugged: readonly Plugged[] = [];

const labelOf = (deviceId: string) => plugged.find((device) => device.deviceId === deviceId)?.label ?? deviceId;
const isThere = (deviceId: string) => plugged.some((device) => device.deviceId === deviceId);
const notFound = () => new DOMException("unplugged", "NotFoundError");

async function getUserMedia({ audio: asked }: MediaStreamConstraints): Promise<MediaStream> {
  const { deviceId } = asked as { readonly deviceId: { readonly exact: string } };
  if (!isThere(deviceId.exact)) throw notFound();
  const destination = audio.createMediaStreamDestination();
  const tone = new OscillatorNode(audio, { frequency: TONE_HZ });
  const gain = new GainNode(audio, { gain: 0.5 });
  tone.connect(gain).connect(destination);
  tone.start();
  const one = { deviceId: deviceId.exact, stream: destination.stream, tone, gain };
  opened.push(one);
  applySwitch(one);
  return destination.stream;
}

function applySwitch({ deviceId, stream, gain }: OpenMicrophone): void {
  const state = switches.get(deviceId) ?? "live";
  gain.gain.value = state === "live" ? 0.5 : 0;
  for (const track of stream.getTracks())
    Object.defineProperty(track, "muted", { value: state === "muted", configurable: true });
}

Object.assign(navigator.mediaDevices, { enumerateDevices: async () => [...plugged], getUserMedia });

HTMLMediaElement.prototype.setSinkId = async function setSinkId(this: HTMLMediaElement, sinkId: string) {
  if (sinkId !== "" && !isThere(sinkId)) throw notFound();
  players.set(this, sinkId);
  Object.defineProperty(this, "sinkId", { value: sinkId, configurable: true });
};

window.deviceSimulator = {
  plug(labels) {
    plugged = labels.map((label) => ({
      kind: label.startsWith("Микрофон") ? "audioinput" : "audiooutput",
      deviceId: `id of ${label}`,
      groupId: label.split(" ").slice(1).join(" "),
      label,
    }));
    for (const { deviceId, stream, tone } of opened) {
      if (isThere(deviceId)) continue;
      tone.disconnect();
      for (const track of stream.getTracks()) {
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
    }
    navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
  },
  setSwitch(label, state) {
    switches.set(`id of ${label}`, state);
    for (const one of opened) applySwitch(one);
  },
  speaking: () =>
    opened.flatMap(({ deviceId, stream }) =>
      stream.getTracks().some(({ readyState }) => readyState === "live") ? labelOf(deviceId) : [],
    ),
  hearing: () =>
    [...players].flatMap(([player, sinkId]) =>
      player.srcObject === null ? [] : sinkId === "" ? "system" : labelOf(sinkId),
    ),
  async peakAt(label, lastingMs) {
    const player = [...players].find(([{ srcObject }, sinkId]) => srcObject !== null && labelOf(sinkId) === label)?.[0];
    if (!(player?.srcObject instanceof MediaStream)) throw new Error(`nothing plays in ${label}`);
    const analyser = new AnalyserNode(audio, { fftSize: 4096 });
    const source = audio.createMediaStreamSource(player.srcObject);
    source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const untilMs = performance.now() + lastingMs;
    let peak = 0;
    while (performance.now() < untilMs) {
      await new Promise((resolve) => requestIdleCallback(resolve));
      analyser.getFloatTimeDomainData(samples);
      for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
    }
    source.disconnect();
    return peak;
  },
};
