import { incline } from "lvovich";

/** The cases a name can stand in, by what they are called between the braces of a text, in either language. */
export const NAME_CASES = {
  genitive: { en: "genitive", ru: "родительный" },
  dative: { en: "dative", ru: "дательный" },
  accusative: { en: "accusative", ru: "винительный" },
  instrumental: { en: "instrumental", ru: "творительный" },
  prepositional: { en: "prepositional", ru: "предложный" },
} as const satisfies Readonly<Record<string, { readonly en: string; readonly ru: string }>>;
export type NameCase = keyof typeof NAME_CASES;

const RUSSIAN_NAME = /^\p{Script=Cyrillic}[\p{Script=Cyrillic}'-]*$/u;

/**
 * A Russian person's name in a case: «Ирина Сомова» → «Ирине Сомовой». The words are a first name, a first and a last
 * one, or the last, first and middle one, as documents have them. What is no such name stays as it is.
 */
export function inclinedName(name: string, to: NameCase): string {
  const words = name.trim().split(/\s+/);
  if (words.length > 3 || !words.every((word) => RUSSIAN_NAME.test(word))) return name;
  const [one = "", two, three] = words;
  if (three !== undefined) {
    const {
      last = one,
      first = two ?? "",
      middle = three,
    } = incline({ last: one, first: two ?? "", middle: three }, to);
    return `${last} ${first} ${middle}`;
  }
  if (two === undefined) return incline({ first: one }, to).first ?? name;
  const { first = one, last = two } = incline({ first: one, last: two }, to);
  return `${first} ${last}`;
}
