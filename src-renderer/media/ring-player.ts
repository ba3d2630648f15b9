import { findPresent } from "../../src-shared/domain/device-ranking.ts";
import type { SoundDevice, SoundSettings } from "../../src-shared/domain/sound-devices.ts";
import { type RingSound, ringWave } from "./ring-waves.ts";
import type { Speaker } from "./speaker.ts";
import { isSuperseded, type Stumble } from "./stumble.ts";

/** What the system itself would play in. */
const SYSTEM = "";

type Playing = { readonly sound: RingSound; readonly stop: () => void };

/**
 * Plays the sounds of a phone, synthesised and looped: an incoming call on the ring devices, at its own volume; what
 * belongs to a call (ringback, the beep of a second one) in the headphones.
 */
export class RingPlayer {
  readonly #audio: AudioContext;
  readonly #speaker: Speaker;
  readonly #stumble: Stumble;
  #ring: SoundSettings["ring"];
  #present: readonly SoundDevice[] = [];
  #playing: Playing | null = null;

  constructor(audio: AudioContext, speaker: Speaker, ring: SoundSettings["ring"], stumble: Stumble) {
    this.#audio = audio;
    this.#speaker = speaker;
    this.#stumble = stumble;
    this.#ring = ring;
  }

  get isPlaying(): boolean {
    return this.#playing !== null;
  }

  /** Other settings, or other devices: a ring that sounds goes on where it belongs now. */
  set(ring: SoundSettings["ring"], present: readonly SoundDevice[]): void {
    const before = JSON.stringify([this.#sinks(), this.#ring]);
    this.#ring = ring;
    this.#present = present;
    if (this.#playing?.sound === "ring" && JSON.stringify([this.#sinks(), ring]) !== before) this.play("ring");
  }

  play(sound: RingSound | "none"): void {
    this.#playing?.stop();
    this.#playing = sound === "none" ? null : { sound, stop: this.#start(sound, true) };
  }

  /** One period of the incoming ring, heard as a call would be. False when no device took it. */
  async test(): Promise<boolean> {
    const sinks = this.#sinks();
    const taken = await Promise.all(sinks.map((sinkId) => canSound(sinkId)));
    if (this.#playing === null) this.#start("ring", false);
    return taken.some(Boolean);
  }

  #start(sound: RingSound, isLooped: boolean): () => void {
    const wave = ringWave(sound === "ring" ? this.#ring.melody : sound, this.#audio.sampleRate);
    const buffer = this.#audio.createBuffer(1, wave.length, this.#audio.sampleRate);
    buffer.copyToChannel(wave, 0);
    const node = new AudioBufferSourceNode(this.#audio, { buffer, loop: isLooped });
    const gain = new GainNode(this.#audio, { gain: sound === "ring" ? this.#ring.volume : 1 });
    node.connect(gain);
    const stopPlayers = sound === "ring" ? this.#ringOut(gain) : this.#talkOut(gain);
    const stop = () => {
      gain.disconnect();
      stopPlayers();
    };
    node.addEventListener("ended", stop);
    node.start();
    return () => node.stop();
  }

  #talkOut(gain: GainNode): () => void {
    const player = this.#playerOf(gain);
    const detach = this.#speaker.attach(player);
    return () => {
      detach();
      player.srcObject = null;
    };
  }

  #ringOut(gain: GainNode): () => void {
    const sinks = this.#sinks();
    // Straight to the system's own device: the shortest way to the first sound.
    if (sinks.every((sinkId) => sinkId === SYSTEM)) {
      gain.connect(this.#audio.destination);
      return () => undefined;
    }
    const players = sinks.map((sinkId) => {
      const player = this.#playerOf(gain);
      // A device that takes no sound must not cost the ring: it is heard in the system's own then.
      player.setSinkId(sinkId).catch((cause: unknown) => this.#stumble("ring-device", cause));
      return player;
    });
    return () => {
      for (const player of players) player.srcObject = null;
    };
  }

  #playerOf(node: AudioNode): HTMLAudioElement {
    const destination = this.#audio.createMediaStreamDestination();
    node.connect(destination);
    const player = new Audio();
    player.srcObject = destination.stream;
    player.play().catch((cause: unknown) => {
      if (!isSuperseded(cause)) this.#stumble("ring-playback", cause);
    });
    return player;
  }

  /** The chosen devices that are there; none of them: the system's own, so that no call goes by unheard. */
  #sinks(): readonly string[] {
    const there = findPresent(this.#ring.devices, this.#present).flatMap((device) => device?.deviceId ?? []);
    return there.length > 0 ? there : [SYSTEM];
  }
}

async function canSound(sinkId: string): Promise<boolean> {
  try {
    await new Audio().setSinkId(sinkId);
    return true;
  } catch {
    return false;
  }
}
