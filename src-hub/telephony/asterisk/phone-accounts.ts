import type { Account } from "../embedded/accounts.ts";
import { AriError } from "./ari/ari-error.ts";
import type { AriRest } from "./ari/ari-rest.ts";

/** Where an operator's phone calls arrive: `[tandem-phones]` of the dialplan to copy. */
const PHONE_CONTEXT = "tandem-phones";

/** The PJSIP endpoint of an operator's desktop: WebRTC, one phone, and all that is transferred goes by the hub. */
const PHONE_FIELDS: Readonly<Record<string, string>> = {
  context: PHONE_CONTEXT,
  webrtc: "yes",
  disallow: "all",
  allow: "opus,alaw,ulaw",
  dtmf_mode: "rfc4733",
  direct_media: "no",
  rtp_timeout: "60",
  rtp_timeout_hold: "600",
  allow_transfer: "yes",
  language: "ru",
};

/**
 * Puts the operators' accounts into the PBX, so that nobody types them there (sorcery.conf gives them a place in memory).
 * The password goes as the digest's HA1 alone, which the hub has; who holds the PBX cannot read it there either.
 * Answers how many could not be put: those must stand in pjsip.conf.
 */
export async function putPhoneAccounts(
  rest: AriRest,
  accounts: readonly Account[],
  { domain, fields = {} }: { readonly domain: string; readonly fields?: Readonly<Record<string, string>> },
): Promise<number> {
  let refused = 0;
  for (const { user, displayName, ha1 } of accounts)
    try {
      await rest.putConfig("auth", user, { auth_type: "md5", username: user, realm: domain, md5_cred: ha1 });
      await rest.putConfig("aor", user, { max_contacts: "1", remove_existing: "yes" });
      const endpoint = { ...PHONE_FIELDS, ...fields, auth: user, aors: user };
      await rest.putConfig("endpoint", user, { ...endpoint, callerid: `${quoted(displayName)} <${user}>` });
    } catch (error) {
      // A PBX that is not there is another matter than one that keeps its accounts in a file.
      if (error instanceof AriError && error.retry === "no") refused += 1;
      else throw error;
    }
  return refused;
}

function quoted(name: string): string {
  return `"${name.replace(/["\\<>]/g, "")}"`;
}
