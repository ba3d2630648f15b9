/** Scripts that are written from right to left (Unicode 17, blocks of the Bidi classes R and AL). */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A name, so that one from right to left turns neither a number nor a sign that stands beside it (UAX 9: FSI … PDI); any
 * other is left as it is.
 */
export function isolate(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
}
