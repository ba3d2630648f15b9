import { type CountryCode, getCountries, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** Numbers without a country code are read as numbers of this country, unless the person chose another. */
export const HOME_COUNTRY = "RU" satisfies CountryCode;

/** All countries whose numbers are known, as ISO 3166-1 codes. */
export function knownCountries(): readonly string[] {
  return getCountries();
}

/** Extensions, queues and short service numbers are what they are: they have no country. */
const SHORT_NUMBER = /^\d{2,8}$/;

/** From so many digits on, a number without a plus that is none of the home country is tried as one of another. */
const LEAST_FOREIGN_DIGITS = 11;

/** The signs people group digits by. */
const GROUPING = /[\s().\-/\u2010-\u2015]/g;

/** Turns what was typed into what is dialled: a short number as is, else E.164; null when it is no number. */
export function dialTarget(typed: string, country: string = HOME_COUNTRY): string | null {
  const bare = withoutGrouping(typed);
  if (SHORT_NUMBER.test(bare)) return bare;
  return homeNumber(bare, country);
}

/**
 * One form for all ways to write the same address: E.164 for a phone number (8916…, 7916…, +7 916 …; an exchange may
 * leave the plus of a foreign one out); an extension, a SIP address or a name stays what it is.
 */
export function normaliseAddress(address: string): string {
  const bare = withoutGrouping(address);
  if (SHORT_NUMBER.test(bare)) return bare;
  return homeNumber(bare) ?? foreignNumber(bare) ?? address.trim();
}

/** Whether two addresses reach the same phone. */
export function isSameAddress(one: string, other: string): boolean {
  return normaliseAddress(one) === normaliseAddress(other);
}

/** «+7 900 000-14-27», «+44 1632 960961», «1002»; what is no number stays as it is. Groups are kept on one line. */
export function formatAddress(address: string): string {
  const normal = normaliseAddress(address);
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(normal);
  if (russian) return `+7\u00a0${russian[1]}\u00a0${russian[2]}-${russian[3]}-${russian[4]}`;
  const number = normal.startsWith("+") ? parsePhoneNumberFromString(normal) : undefined;
  return number?.isPossible() ? number.formatInternational().replaceAll(" ", "\u00a0") : normal;
}

function withoutGrouping(typed: string): string {
  return typed.normalize("NFKC").replaceAll(GROUPING, "");
}

function homeNumber(bare: string, country: string = HOME_COUNTRY): string | null {
  if (!/^\+?\d{9,15}$/.test(bare)) return null;
  const defaultCountry = isSupportedCountry(country) ? country : HOME_COUNTRY;
  const number = parsePhoneNumberFromString(bare, { defaultCountry, extract: false });
  return number?.isPossible() ? number.number : null;
}

function foreignNumber(bare: string): string | null {
  if (!/^\d+$/.test(bare) || bare.length < LEAST_FOREIGN_DIGITS) return null;
  const number = parsePhoneNumberFromString(`+${bare}`, { extract: false });
  return number?.isValid() ? number.number : null;
}
