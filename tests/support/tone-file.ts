import { writeFileSync } from "node:fs";

const RATE = 48_000;
const SECONDS = 2;
const HEADER_BYTES = 44;

/**
 * Writes a sine of `hz` as 48 kHz mono 16-bit WAV for `--use-file-for-fake-audio-capture`. Chromium plays it in a loop:
 * a whole number of periods fits for any whole `hz`, so the loop has no click. With `pauseSeconds` the tone stops and
 * comes again, as someone who speaks and listens. `times`: how often the whole is written, for players that hang up at the end.
 */
export function writeToneFile(file: string, hz: number, { level = 0.5, pauseSeconds = 0, times = 1 } = {}): void {
  const toneSamples = RATE * SECONDS;
  const samples = RATE * (SECONDS + pauseSeconds);
  const bytes = samples * 2 * times;
  const wav = Buffer.alloc(HEADER_BYTES + bytes);
  wav.write("RIFF", 0, "ascii");
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write("WAVEfmt ", 8, "ascii");
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20); // PCM
  wav.writeUInt16LE(1, 22); // channels
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36, "ascii");
  wav.writeUInt32LE(bytes, 40);
  for (let i = 0; i < toneSamples; i++) {
    wav.writeInt16LE(Math.round(Math.sin((2 * Math.PI * hz * i) / RATE) * level * 32_767), HEADER_BYTES + i * 2);
  }
  for (let time = 1; time < times; time += 1)
    wav.copyWithin(HEADER_BYTES + time * samples * 2, HEADER_BYTES, HEADER_BYTES + samples * 2);
  writeFileSync(file, wav);
}
