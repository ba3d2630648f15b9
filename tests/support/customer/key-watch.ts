// Runs in the customer's page: hears the keys of the other side (ITU-T Q.23), on the audio thread, where a busy page loses none.
import { loadProcessor } from "./audio-processor.ts";

/**
 * The processor, as the text a worklet wants. Each 10 ms it looks at the last 30 ms: a key when one tone of the rows and one of
 * the columns stand out. Three looks that agree are a key, three without one its end: keys come 100 ms long and 70 apart.
 */
const PROCESSOR = `
const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477, 1633];
const KEYS = ["123A", "456B", "789C", "*0#D"];
const HEARD_DB = -40;
const CONTRAST_DB = 8;
const AGREE = 3;
registerProcessor("key-watch", class extends AudioWorkletProcessor {
  constructor() {
    super();
    this.size = Math.round(0.03 * sampleRate);
    this.hop = Math.round(0.01 * sampleRate);
    this.kept = new Float32Array(this.size);
    this.at = this.fresh = this.same = 0;
    this.seen = this.told = null;
  }
  process([input]) {
    const samples = input[0];
    for (let i = 0; i < 128; i += 1) {
      this.kept[this.at] = samples ? samples[i] : 0;
      this.at = (this.at + 1) % this.size;
      this.fresh += 1;
      if (this.fresh === this.hop) this.take();
    }
    return true;
  }
  take() {
    this.fresh = 0;
    const row = this.strongest(ROWS);
    const column = this.strongest(COLUMNS);
    const key = row === null || column === null ? null : KEYS[row][column];
    this.same = key === this.seen ? this.same + 1 : 1;
    this.seen = key;
    if (this.same < AGREE || key === this.told) return;
    this.told = key;
    if (key !== null) this.port.postMessage(key);
  }
  strongest(list) {
    const levels = list.map((hz, index) => ({ index, db: this.levelOf(hz) })).sort((a, b) => b.db - a.db);
    return levels[0].db < HEARD_DB || levels[0].db - levels[1].db < CONTRAST_DB ? null : levels[0].index;
  }
  levelOf(hz) {
    const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRate);
    let previous = 0;
    let before = 0;
    for (let i = 0; i < this.size; i += 1) {
      const next = this.kept[(this.at + i) % this.size] + coefficient * previous - before;
      before = previous;
      previous = next;
    }
    const power = previous ** 2 + before ** 2 - coefficient * previous * before;
    return 20 * Math.log10(Math.max((2 * Math.sqrt(Math.max(power, 0))) / this.size, 1e-6));
  }
});`;

/** To be loaded before a call: while it loads, keys are not heard. */
export function loadKeyWatch(context: AudioContext): Promise<void> {
  return loadProcessor(context, "key-watch", PROCESSOR);
}

/** Hears keys on a source until stopped. */
export class KeyWatch {
  #node: AudioWorkletNode | null = null;
  #isStopped = false;

  constructor(context: AudioContext, source: AudioNode, onKey: (key: string) => void) {
    void loadKeyWatch(context).then(() => {
      if (this.#isStopped) return;
      this.#node = new AudioWorkletNode(context, "key-watch", { numberOfOutputs: 0 });
      this.#node.port.onmessage = ({ data }: MessageEvent<string>) => onKey(data);
      source.connect(this.#node);
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#node?.port.close();
    this.#node?.disconnect();
  }
}
