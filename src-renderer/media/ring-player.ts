import { type RingSound, ringWave } from "./ring-waves.ts";

/** Plays the sounds of a phone, synthesised and looped. */
export class RingPlayer {
  readonly #audio: AudioContext;
  #playing: AudioBufferSourceNode | null = null;

  constructor(audio: AudioContext) {
    this.#audio = audio;
  }

  get isPlaying(): boolean {
    return this.#playing !== null;
  }

  play(sound: RingSound | "none"): void {
    this.#playing?.stop();
    this.#playing = null;
    if (sound === "none") return;
    const wave = ringWave(sound, this.#audio.sampleRate);
    const buffer = this.#audio.createBuffer(1, wave.length, this.#audio.sampleRate);
    buffer.copyToChannel(wave, 0);
    const node = new AudioBufferSourceNode(this.#audio, { buffer, loop: true });
    node.connect(this.#audio.destination);
    node.start();
    this.#playing = node;
  }
}
