import type { HubDatabase, ReadDb } from "../db/schema.ts";
import { sipHa1 } from "../telephony/embedded/digest.ts";
import { hashSecret } from "./link-secret.ts";

/** What the hub keeps of one account: the digest's HA1 of its secret for SIP; of operators also what checks them at the link. */
export type Credentials = {
  readonly sipUser: string;
  readonly ha1: string | null;
  readonly linkHash: string | null;
  /** Of the password the person chose; absent like the rest: this is a line. */
  readonly passwordHash?: string | null;
  /** Which of the secrets that the hub makes for the person's phone counts now. */
  readonly phoneKey?: number;
  readonly isBlocked?: boolean;
};

export async function readCredentials(db: ReadDb): Promise<readonly Credentials[]> {
  const accounts = await db.selectFrom("accounts").select(["sip_user", "operator_id", "ha1", "link_hash"]).execute();
  const people = await db
    .selectFrom("people")
    .select(["person_id", "password_hash", "phone_key", "is_blocked"])
    .execute();
  const personOf = new Map(people.map((person) => [person.person_id, person]));
  return accounts.map(({ sip_user: sipUser, operator_id, ha1, link_hash: linkHash }) => {
    const person = operator_id === null ? undefined : personOf.get(operator_id);
    if (!person) return { sipUser, ha1, linkHash };
    const { password_hash: passwordHash, phone_key: phoneKey, is_blocked } = person;
    return { sipUser, ha1, linkHash, passwordHash, phoneKey, isBlocked: is_blocked === 1 };
  });
}

/** Takes new secrets, by operator id or line login; accounts that are not named keep theirs. */
export async function replaceSecrets(
  db: HubDatabase,
  sipDomain: string,
  secrets: Readonly<Record<string, string>>,
): Promise<void> {
  const accounts = await db.selectFrom("accounts").select(["sip_user", "kind", "operator_id", "ha1"]).execute();
  for (const { sip_user, kind, operator_id, ha1: known } of accounts) {
    const login = operator_id ?? sip_user;
    const secret = Object.hasOwn(secrets, login) ? secrets[login] : undefined;
    if (secret === undefined) continue;
    const ha1 = sipHa1(sip_user, sipDomain, secret);
    // The same HA1 means the same secret: a start of the hub need not pay for the slow hash again.
    if (ha1 === known) continue;
    const linkHash = kind === "operator" ? await hashSecret(secret) : null;
    await db.updateTable("accounts").set({ ha1, link_hash: linkHash }).where("sip_user", "=", sip_user).execute();
  }
}
