/** Two short notes, and a pause in which one may hope. */
const NOTES_S = [0, 0.25] as const;
const NOTE_S = 0.15;
const HZ = 425;
const LOUDNESS = 0.05;
const EVERY_MS = 5000;

/** Of a connection what tells a hold: which way its sound was agreed to go. */
export type Directed = { getTransceivers(): readonly { readonly currentDirection: string | null }[] };

/** Begins to play; what it answers ends it. */
export type PlayTone = () => () => void;

/**
 * Who is on hold by the description of the other side (RFC 3264 §8.4) gets no sound from there: their phone plays this
 * instead. Music of a PBX comes as sound, and needs nothing.
 */
export class HoldTone {
  readonly #play: PlayTone;
  #stop: (() => void) | null = null;

  constructor(play: PlayTone = playNotes) {
    this.#play = play;
  }

  /** After each agreement on the sound. */
  follow(connection: Directed | null): void {
    const directions = connection?.getTransceivers().map(({ currentDirection }) => currentDirection) ?? [];
    const isHeld = directions.length > 0 && directions.every((one) => one === "inactive" || one === "sendonly");
    if (!isHeld) this.stop();
    else this.#stop ??= this.#play();
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }
}

function playNotes(): () => void {
  const context = new AudioContext();
  const ring = () => {
    for (const at of NOTES_S) {
      const [note, volume] = [context.createOscillator(), context.createGain()];
      note.frequency.value = HZ;
      volume.gain.value = LOUDNESS;
      note.connect(volume).connect(context.destination);
      note.start(context.currentTime + at);
      note.stop(context.currentTime + at + NOTE_S);
    }
  };
  ring();
  const timer = setInterval(ring, EVERY_MS);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
