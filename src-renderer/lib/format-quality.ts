import type { Locale } from "./format-date.ts";

/** «4,2»: a mean opinion score. */
export function formatMos(mos: number, locale: Locale): string {
  return mos.toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** «6 %», «0,4 %»: a share 0…1. */
export function formatPercent(share: number, locale: Locale): string {
  return share.toLocaleString(locale, { style: "percent", maximumFractionDigits: share < 0.01 ? 1 : 0 });
}
