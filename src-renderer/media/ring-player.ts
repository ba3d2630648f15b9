import { findPresent } from "../../src-shared/domain/device-ranking.ts";
import type { SoundDevice, SoundSettings } from "../../src-shared/domain/sound-devices.ts";
import { type Cue, type RingSound, ringWave } from "./ring-waves.ts";
import type { Speaker } from "./speaker.ts";
import { isSuperseded, type Stumble } from "./stumble.ts";

/** What the system itself would play in. */
const SYSTEM = "";

/** Of the ring's own volume: a cue in a talk must not cover the customer. */
const IN_TALK = 0.25;

type Playing = { readonly sound: RingSound; readonly stop: () => void };

/**
 * Plays the sounds of a phone, synthesised and looped: an incoming call on the ring devices, at its own volume; what
 * belongs to a call (ringback, the beep of a second one) in the headphones.
 */
export class RingPlayer {
  readonly #audio: AudioContext;
  readonly #speaker: Speaker;
  readonly #stumble: Stumble;
  readonly #onQuiet: () => void;
  #ring: SoundSettings["ring"];
  #present: readonly SoundDevice[] = [];
  #playing: Playing | null = null;
  /** Sounds that end by themselves. */
  #passing = 0;

  /** `onQuiet`: what was played once has ended. */
  constructor(parts: {
    readonly audio: AudioContext;
    readonly speaker: Speaker;
    readonly ring: SoundSettings["ring"];
    readonly stumble: Stumble;
    readonly onQuiet: () => void;
  }) {
    const { audio, speaker, ring, stumble } = parts;
    this.#onQuiet = parts.onQuiet;
    this.#audio = audio;
    this.#speaker = speaker;
    this.#stumble = stumble;
    this.#ring = ring;
  }

  get isPlaying(): boolean {
    return this.#playing !== null || this.#passing > 0;
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
    this.#playing = sound === "none" ? null : { sound, stop: this.#loop(sound) };
  }

  /** Once, and not over a sound of a call. */
  cue(cue: Cue, isInTalk: boolean): void {
    if (this.#playing !== null) return;
    this.#pass(cue, this.#ring.volume * (isInTalk ? IN_TALK : 1), isInTalk ? "talk" : "ring");
  }

  /** One period, heard where a call would be. False when no device took it. */
  async test(sound: "ring" | Cue): Promise<boolean> {
    const sinks = this.#sinks();
    const taken = await Promise.all(sinks.map((sinkId) => canSound(sinkId)));
    if (this.#playing === null) this.#pass(sound === "ring" ? this.#ring.melody : sound, this.#ring.volume, "ring");
    return taken.some(Boolean);
  }

  #loop(sound: RingSound): () => void {
    if (sound === "ring") return this.#start(this.#node(this.#ring.melody, true), this.#ring.volume, "ring");
    return this.#start(this.#node(sound, true), 1, "talk");
  }

  #pass(sound: Parameters<typeof ringWave>[0], volume: number, where: "ring" | "talk"): void {
    const node = this.#node(sound, false);
    this.#passing += 1;
    node.addEventListener("ended", () => {
      this.#passing -= 1;
      this.#onQuiet();
    });
    this.#start(node, volume, where);
  }

  #node(sound: Parameters<typeof ringWave>[0], isLooped: boolean): AudioBufferSourceNode {
    const wave = ringWave(sound, this.#audio.sampleRate);
    const buffer = this.#audio.createBuffer(1, wave.length, this.#audio.sampleRate);
    buffer.copyToChannel(wave, 0);
    return new AudioBufferSourceNode(this.#audio, { buffer, loop: isLooped });
  }

  #start(node: AudioBufferSourceNode, volume: number, where: "ring" | "talk"): () => void {
    const gain = new GainNode(this.#audio, { gain: volume });
    node.connect(gain);
    const stopPlayers = where === "ring" ? this.#ringOut(gain) : this.#talkOut(gain);
    node.addEventListener("ended", () => {
      gain.disconnect();
      stopPlayers();
    });
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
