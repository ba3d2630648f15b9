export type Locale = "ru" | "en";

const DAY_MS = 86_400_000;

/** Making a format takes far longer than using it, and a list of calls needs the same few again and again. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** «14:22», in the machine's zone. */
export function formatTime(atMs: number, locale: Locale): string {
  return formatOf(locale, { hour: "2-digit", minute: "2-digit", hour12: false }).format(atMs);
}

/** «9 ноября», with the year when it is not the present one. */
export function formatDate(atMs: number, nowMs: number, locale: Locale): string {
  const year = isSameYear(atMs, nowMs) ? undefined : "numeric";
  return formatOf(locale, { day: "numeric", month: "long", year }).format(atMs);
}

/** «9 ноя», «23 дек 2025», for narrow columns. */
export function formatShortDate(atMs: number, nowMs: number, locale: Locale): string {
  const month = formatOf(locale, { day: "numeric", month: "short" })
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

function formatOf(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale === "ru" ? "ru-RU" : "en-GB", options);
  formats.set(key, format);
  return format;
}
