/** Headers of an INVITE, as far as its terms stand in them. */
export type TermHeaders = { getHeader(name: string): string | undefined; getHeaders(name: string): string[] };

/** A session timer that a caller requires (RFC 4028); one that it only offers is its own business. */
export type SessionTimer = {
  readonly headers: readonly string[];
  /** After so many seconds without a refresh the session is over; null: it was not said. */
  readonly intervalS: number | null;
  /** This side has to refresh, that often; null when the caller does. */
  readonly refreshEveryMs: number | null;
};

/** Not 100rel: a reliable 180 carries our description (RFC 3262 §5), and the operator would be heard before he answers. */
const KNOWN_EXTENSIONS: readonly string[] = ["timer", "outbound", "path", "norefersub"];
/** RFC 4028 §4: no interval is shorter. */
const LEAST_INTERVAL_S = 90;

/** Extensions that an INVITE requires and this phone does not know: it is refused with 420 and their names (RFC 3261 §8.2.2.3). */
export function unsupportedBy(invite: TermHeaders): string[] {
  return requiredBy(invite).filter((extension) => !KNOWN_EXTENSIONS.includes(extension));
}

export function sessionTimerOf(invite: TermHeaders): SessionTimer | null {
  if (!requiredBy(invite).includes("timer")) return null;
  const value = invite.getHeader("session-expires") ?? invite.getHeader("x") ?? "";
  const seconds = Number.parseInt(value, 10);
  if (Number.isNaN(seconds) || seconds < LEAST_INTERVAL_S)
    return { headers: [], intervalS: null, refreshEveryMs: null };
  const isOurs = /;\s*refresher\s*=\s*uas/i.test(value);
  return {
    headers: [`Session-Expires: ${seconds};refresher=${isOurs ? "uas" : "uac"}`, ...(isOurs ? [] : ["Require: timer"])],
    intervalS: seconds,
    // Half of it, as RFC 4028 §7.2 advises.
    refreshEveryMs: isOurs ? seconds * 500 : null,
  };
}

function requiredBy(invite: TermHeaders): string[] {
  const names = invite.getHeaders("require").flatMap((line) => line.split(","));
  return names.map((name) => name.trim().toLowerCase()).filter((name) => name !== "");
}
