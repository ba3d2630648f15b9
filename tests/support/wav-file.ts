/** What a WAV file's samples are written with here; Chromium's fake microphone takes it as it is. */
export const WAV_RATE = 48_000;
const HEADER_BYTES = 44;

/** A 48 kHz mono 16-bit WAV file of silence, and where its samples lie in it. */
export function emptyWav(sampleCount: number): { readonly file: Buffer; readonly samplesAt: number } {
  const bytes = sampleCount * 2;
  const file = Buffer.alloc(HEADER_BYTES + bytes);
  file.write("RIFF", 0, "ascii");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "ascii");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // channels
  file.writeUInt32LE(WAV_RATE, 24);
  file.writeUInt32LE(WAV_RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "ascii");
  file.writeUInt32LE(bytes, 40);
  return { file, samplesAt: HEADER_BYTES };
}
