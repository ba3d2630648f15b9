const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю";

const TO_CYRILLIC = new Map(Array.from(LATIN, (key, at) => [key, CYRILLIC[at] ?? key]));
const TO_LATIN = new Map(Array.from(CYRILLIC, (key, at) => [key, LATIN[at] ?? key]));

/**
 * The same presses of keys in the other layout of a Russian PC keyboard, in lower case: «ghbdtn» → «привет»,
 * «ыщгтв» → «sound». Text with any Cyrillic letter is taken for the Russian layout; other signs stay as they are.
 */
export function inOtherLayout(typed: string): string {
  const lower = typed.toLowerCase();
  const to = /[а-яё]/.test(lower) ? TO_LATIN : TO_CYRILLIC;
  return Array.from(lower, (sign) => to.get(sign) ?? sign).join("");
}
