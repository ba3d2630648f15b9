import type { HubDatabase, ReadDb } from "../db/schema.ts";
import { sipHa1 } from "../telephony/embedded/digest.ts";
import { hashSecret } from "./link-secret.ts";

/** What the hub keeps of one account's secret: the digest's HA1 for SIP, and for operators a hash that checks the link. */
export type Credentials = { readonly sipUser: string; readonly ha1: string | null; readonly linkHash: string | null };

export async function readCredentials(db: ReadDb): Promise<readonly Credentials[]> {
  const rows = await db.selectFrom("accounts").select(["sip_user", "ha1", "link_hash"]).execute();
  return rows.map(({ sip_user, ha1, link_hash }) => ({ sipUser: sip_user, ha1, linkHash: link_hash }));
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
