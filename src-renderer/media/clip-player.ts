/** Plays recorded phrases into calls. A clip is fetched and decoded once. */
export class ClipPlayer {
  readonly #audio: AudioContext;
  readonly #clips = new Map<string, Promise<AudioBuffer | null>>();
  readonly #playing = new Map<AudioNode, AudioBufferSourceNode>();

  constructor(audio: AudioContext) {
    this.#audio = audio;
  }

  /** False when there is no such clip. A clip that plays in this call already is cut short. */
  async play(clip: string, input: AudioNode, onEnded: () => void): Promise<boolean> {
    const buffer = await this.#load(clip);
    if (!buffer) return false;
    this.stop(input);
    const node = new AudioBufferSourceNode(this.#audio, { buffer });
    node.addEventListener("ended", () => {
      if (this.#playing.get(input) === node) this.#playing.delete(input);
      node.disconnect();
      onEnded();
    });
    this.#playing.set(input, node);
    node.connect(input);
    node.start();
    return true;
  }

  stop(input: AudioNode): void {
    this.#playing.get(input)?.stop();
    this.#playing.delete(input);
  }

  #load(clip: string): Promise<AudioBuffer | null> {
    const known = this.#clips.get(clip);
    if (known) return known;
    const loading = this.#fetch(clip);
    this.#clips.set(clip, loading);
    // A clip that was not there may be there the next time.
    loading.then(
      (buffer) => buffer ?? this.#clips.delete(clip),
      () => this.#clips.delete(clip),
    );
    return loading;
  }

  async #fetch(clip: string): Promise<AudioBuffer | null> {
    const response = await fetch(new URL(`/voices/${clip}.opus`, location.href));
    return response.ok ? this.#audio.decodeAudioData(await response.arrayBuffer()) : null;
  }
}
