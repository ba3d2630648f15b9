/** Quieter than this shows as nothing; speech into a headset lies between -45 and -15. */
const FLOOR_DB = -60;
export const SILENCE_DB = -100;

/** How loud a block of samples is, in dB of full scale. */
export function loudnessDb(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < samples.length; index += 1) sum += (samples[index] ?? 0) ** 2;
  const meanSquare = samples.length === 0 ? 0 : sum / samples.length;
  return meanSquare <= 1e-10 ? SILENCE_DB : 10 * Math.log10(meanSquare);
}

/** Decibels as a bar is drawn: 0…1, even steps of loudness as the ear counts them. */
export function levelOf(db: number): number {
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}
