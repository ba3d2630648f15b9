const UNITS = ["byte", "kilobyte", "megabyte"] as const;

/** A size of a file in the largest unit that leaves at least one; units of 1024, as the system shows them. */
export function formatSize(bytes: number, locale: string): string {
  const power = Math.min(UNITS.length - 1, bytes < 1024 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  const unit = UNITS[power];
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: power > 0 && value < 10 ? 1 : 0,
  }).format(value);
}
