const FIRST = { length: 2000, lines: 24 } as const;
const NEXT = { length: 10_000, lines: 200 } as const;
/** A word longer than this is cut inside. */
const WORD = 40;
/** A letter longer than this is one under a heap of marks: it is cut inside. */
const LETTER = 100;
const BEFORE_FOUND = 200;

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The beginning of a text too long to be shown at once, and as many more parts as were asked for; null: all of it. */
export function foldText(text: string, more = 0): string | null {
  let end = endOfPart(text, 0, FIRST);
  for (let part = 0; part < more; part += 1) end = endOfPart(text, end, NEXT);
  return end < text.length ? text.slice(0, end) : null;
}

/** What stands round a place of a long text, of the length of its folded beginning. */
export function textAround(text: string, at: number): string {
  const from = border(text, Math.max(0, at - BEFORE_FOUND));
  const to = endOfPart(text, from, FIRST);
  // Many empty lines before it would leave it out.
  const [start, end] = to > at ? [from, to] : [at, endOfPart(text, at, FIRST)];
  return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
}

function endOfPart(text: string, from: number, most: { readonly length: number; readonly lines: number }): number {
  const end = endOfLines(text, from, most.lines);
  return end - from > most.length ? border(text, from + most.length) : end;
}

function endOfLines(text: string, from: number, lines: number): number {
  let end = from - 1;
  for (let line = 0; line < lines; line += 1) {
    end = text.indexOf("\n", end + 1);
    if (end === -1) return text.length;
  }
  return end;
}

/** The border between words, or else between letters, at or a little before a place. */
function border(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  const letter = startOfLetter(text, at);
  const tail = text.slice(Math.max(0, letter - WORD), letter);
  const space = /\s/.test(text.slice(letter, letter + 1)) ? -1 : tail.search(/\s[^\s\p{M}\p{Cf}]\S*$/u);
  return space === -1 ? letter : letter - tail.length + space + 1;
}

function startOfLetter(text: string, at: number): number {
  // Only what stands before decides where a letter begins: the rest of a text of any length is left unread.
  const start = letters.segment(text.slice(0, at + 2)).containing(at)?.index ?? at;
  if (at - start < LETTER) return start;
  const isInPair = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
  return isInPair ? at - 1 : at;
}
