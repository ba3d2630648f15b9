/** Endings by class; those of the first list count only after «а» or «я». Snowball's Russian stemmer, snowballstem.org. */
type Endings = { readonly afterA: readonly string[]; readonly plain: readonly string[] };

const GERUND = endings("в вши вшись", "ив ивши ившись ыв ывши ывшись");
const REFLEXIVE = endings("", "ся сь");
const ADJECTIVE = endings("", "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею");
const PARTICIPLE = endings("ем нн вш ющ щ", "ивш ывш ующ");
const VERB = endings(
  "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно",
  "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю",
);
const NOUN = endings(
  "",
  "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я",
);
const DERIVED = endings("", "ост ость");
const SUPERLATIVE = endings("", "ейш ейше");

const VOWEL = /[аеиоуыэюя]/;
const AFTER_FIRST_VOWEL = /^.*?[аеиоуыэюя]/;
const CONSONANT_AFTER_VOWEL = /^.*?[аеиоуыэюя][^аеиоуыэюя]/;
const CYRILLIC = /^[а-я]+$/;

/** The stem of a folded Russian word («договоры», «договора» → «договор»); any other word as it is. */
export function russianStem(word: string): string {
  if (!CYRILLIC.test(word) || !VOWEL.test(word)) return word;
  const rv = lengthOf(AFTER_FIRST_VOWEL, word);
  const r1 = lengthOf(CONSONANT_AFTER_VOWEL, word) || word.length;
  const r2 = r1 + (lengthOf(CONSONANT_AFTER_VOWEL, word.slice(r1)) || word.length - r1);
  let stem = withoutEnding(word, rv);
  if (stem.length > rv && stem.endsWith("и")) stem = stem.slice(0, -1);
  stem = cut(stem, r2, DERIVED) ?? stem;
  const superlative = cut(stem, rv, SUPERLATIVE) ?? stem;
  if (superlative.length - rv >= 2 && superlative.endsWith("нн")) return superlative.slice(0, -1);
  if (superlative !== stem) return superlative;
  return stem.length > rv && stem.endsWith("ь") ? stem.slice(0, -1) : stem;
}

function withoutEnding(word: string, from: number): string {
  const gerund = cut(word, from, GERUND);
  if (gerund !== null) return gerund;
  const active = cut(word, from, REFLEXIVE) ?? word;
  const adjective = cut(active, from, ADJECTIVE);
  if (adjective !== null) return cut(adjective, from, PARTICIPLE) ?? adjective;
  return cut(active, from, VERB) ?? cut(active, from, NOUN) ?? active;
}

/** Without its longest ending of the class, looked for from `from` on; null: it has none. */
function cut(word: string, from: number, { afterA, plain }: Endings): string | null {
  const region = word.slice(from);
  for (let length = Math.min(region.length, 6); length > 0; length -= 1) {
    const ending = region.slice(-length);
    if (plain.includes(ending)) return word.slice(0, -length);
    if (!afterA.includes(ending)) continue;
    const before = region.at(-length - 1);
    return before === "а" || before === "я" ? word.slice(0, -length) : null;
  }
  return null;
}

function lengthOf(pattern: RegExp, word: string): number {
  return pattern.exec(word)?.[0].length ?? 0;
}

function endings(afterA: string, plain: string): Endings {
  const list = (words: string) => words.split(" ").filter((word) => word !== "");
  return { afterA: list(afterA), plain: list(plain) };
}
