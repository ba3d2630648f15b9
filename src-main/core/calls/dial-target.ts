import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** Numbers without a country code are read as numbers of this country. */
const HOME_COUNTRY = "RU";

/** Extensions, queues and short service numbers are dialled as typed. */
const SHORT_NUMBER = /^\d{2,8}$/;

/** The signs people group digits by. */
const GROUPING = /[\s().\-/\u2010-\u2015]/g;

/** Turns what was typed into what is dialled: a short number as is, else E.164; null when it is no number. */
export function dialTarget(typed: string): string | null {
  const bare = typed.normalize("NFKC").replaceAll(GROUPING, "");
  if (SHORT_NUMBER.test(bare)) return bare;
  if (!/^\+?\d{9,15}$/.test(bare)) return null;
  const number = parsePhoneNumberFromString(bare, { defaultCountry: HOME_COUNTRY, extract: false });
  return number?.isPossible() ? number.number : null;
}
