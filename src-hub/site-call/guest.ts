import { randomBytes } from "node:crypto";
import type { HubKey } from "../people/hub-key.ts";
import type { Account, AccountDirectory } from "../telephony/embedded/accounts.ts";
import { sipHa1 } from "../telephony/embedded/digest.ts";

/** What a guest's user begins with; nobody of a team is called that. */
const PREFIX = "site-call-";
const FORM = /^site-call-([0-9a-z]{6,10})-[0-9a-f]{24}$/;
/** No call lasts longer; a name that is older is nobody's. */
const LONGEST_CALL_MS = 12 * 3_600_000;

/** The one number a guest may dial; where the call goes is the ticket's affair. */
export const GUEST_NUMBER = "site-call";

/** Whether a SIP user is a visitor of a site, let in for one call. */
export function isGuest(user: string): boolean {
  return user.startsWith(PREFIX);
}

/** A user nobody had before, of an account that may begin its call until `untilMs`. */
export function newGuest(untilMs: number): string {
  return `${PREFIX}${Math.ceil(untilMs / 1000).toString(36)}-${randomBytes(12).toString("hex")}`;
}

/** Until when the guest's call may begin, epoch ms; null: no guest's name. */
export function guestUntilMs(user: string): number | null {
  const seconds = FORM.exec(user)?.[1];
  return seconds === undefined ? null : Number.parseInt(seconds, 36) * 1000;
}

/** The password of a guest, made of its name and the hub's key: it is stored nowhere, and a restart changes nothing. */
export function guestSecretOf(hubKey: Pick<HubKey, "secretFor">, user: string): string {
  return hubKey.secretFor("site-call", user);
}

export type GuestNeeds = {
  readonly hubKey: Pick<HubKey, "secretFor">;
  readonly domain: string;
  readonly nowMs: () => number;
};

/** The team's accounts, and beside them those of guests. What a guest may do with its account, the ticket says. */
export class GuestAccounts implements AccountDirectory {
  readonly #team: AccountDirectory;
  readonly #needs: GuestNeeds;

  constructor(team: AccountDirectory, needs: GuestNeeds) {
    this.#team = team;
    this.#needs = needs;
  }

  find(user: string): Account | null {
    const known = this.#team.find(user);
    if (known || !isGuest(user)) return known;
    const untilMs = guestUntilMs(user);
    if (untilMs === null || this.#needs.nowMs() > untilMs + LONGEST_CALL_MS) return null;
    const ha1 = sipHa1(user, this.#needs.domain, guestSecretOf(this.#needs.hubKey, user));
    return { user, number: user, displayName: "", ha1, kind: "guest" };
  }
}
