const MOST_NAME = 80;
// Control characters, halves of surrogate pairs, and the overrides of direction that let a name look like another.
const UNSAFE = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** A name fit for a header and for a screen: one line, no overrides, not endless. */
export function cleanName(name: string): string {
  const oneLine = name.replace(UNSAFE, " ").replace(/\s+/gu, " ").trim();
  return Array.from(oneLine).slice(0, MOST_NAME).join("").trim();
}
