/**
 * A text as it is compared when somebody searches: compatibility forms made one (NFKC), lower case, ё as е (people type
 * either), and no marks over letters but й's own.
 */
export function foldForSearch(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ё", "е")
    .normalize("NFD")
    .replace(/(?<!и)\p{Mn}/gu, "")
    .normalize("NFC");
}

/** The words a text must hold, folded. */
export function searchWords(text: string): readonly string[] {
  return foldForSearch(text)
    .split(/\s+/)
    .filter((word) => word !== "");
}

/** Whether a text holds every word, as a part of a word too. */
export function holdsWords(text: string, words: readonly string[]): boolean {
  const folded = foldForSearch(text);
  return words.length > 0 && words.every((word) => folded.includes(word));
}
