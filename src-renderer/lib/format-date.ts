export type Locale = "ru" | "en";

const DAY_MS = 86_400_000;

/** «14:22», in the machine's zone. */
export function formatTime(atMs: number, locale: Locale): string {
  return new Intl.DateTimeFormat(tag(locale), { hour: "2-digit", minute: "2-digit", hour12: false }).format(atMs);
}

/** «9 ноября», with the year when it is not the present one. */
export function formatDate(atMs: number, nowMs: number, locale: Locale): string {
  const year = isSameYear(atMs, nowMs) ? undefined : "numeric";
  return new Intl.DateTimeFormat(tag(locale), { day: "numeric", month: "long", year }).format(atMs);
}

/** «9 ноя», «23 дек 2025», for narrow columns. */
export function formatShortDate(atMs: number, nowMs: number, locale: Locale): string {
  const month = new Intl.DateTimeFormat(tag(locale), { day: "numeric", month: "short" })
    .formatToParts(atMs)
    .find((part) => part.type === "month");
  const date = new Date(atMs);
  const words = [date.getDate(), month?.value.slice(0, 3), isSameYear(atMs, nowMs) ? null : date.getFullYear()];
  return words.filter((word) => word !== null).join("\u00a0");
}

/** Calendar days between two moments in the machine's zone: 0 today, 1 yesterday. */
export function daysAgo(atMs: number, nowMs: number): number {
  return Math.round((startOfDay(nowMs) - startOfDay(atMs)) / DAY_MS);
}

function startOfDay(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0);
}

function isSameYear(atMs: number, nowMs: number): boolean {
  return new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
}

function tag(locale: Locale): string {
  return locale === "ru" ? "ru-RU" : "en-GB";
}
