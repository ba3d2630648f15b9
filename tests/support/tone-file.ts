import { writeFileSync } from "node:fs";
import { emptyWav, WAV_RATE } from "./wav-file.ts";

const SECONDS = 2;

/**
 * Writes a sine of `hz` as 48 kHz mono 16-bit WAV for `--use-file-for-fake-audio-capture`. Chromium plays it in a loop:
 * a whole number of periods fits for any whole `hz`, so the loop has no click. With `pauseSeconds` the tone stops and
 * comes again, as someone who speaks and listens. `times`: how often the whole is written, for players that hang up at the end.
 */
export function writeToneFile(file: string, hz: number, { level = 0.5, pauseSeconds = 0, times = 1 } = {}): void {
  const toneSamples = WAV_RATE * SECONDS;
  const samples = WAV_RATE * (SECONDS + pauseSeconds);
  const { file: wav, samplesAt } = emptyWav(samples * times);
  for (let i = 0; i < toneSamples; i++) {
    wav.writeInt16LE(Math.round(Math.sin((2 * Math.PI * hz * i) / WAV_RATE) * level * 32_767), samplesAt + i * 2);
  }
  for (let time = 1; time < times; time += 1)
    wav.copyWithin(samplesAt + time * samples * 2, samplesAt, samplesAt + samples * 2);
  writeFileSync(file, wav);
}
