/** A count beside a word: what is above is «99+», and never wider. */
const MOST = 99;

export function shownCount(count: number, most = MOST): string {
  return count > most ? `${most}+` : String(count);
}
