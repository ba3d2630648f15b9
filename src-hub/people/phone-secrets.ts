import type { PhoneSecrets } from "../accounts/directory.ts";
import { sipHa1 } from "../telephony/embedded/digest.ts";
import type { HubKey } from "./hub-key.ts";

/**
 * The password of a person's phone, made of the hub's key, the number and a count that is raised to change it. A digest of
 * the person's own password would be a fast hash of it beside the slow one (RFC 7616 §5.2 on what a stolen HA1 is worth).
 */
export function phoneSecretsOf(hubKey: HubKey, sipDomain: string): PhoneSecrets {
  const secretOf = (sipUser: string, phoneKey: number) => hubKey.secretFor("phone", `${sipUser}:${phoneKey}`);
  return { secretOf, ha1Of: (sipUser, phoneKey) => sipHa1(sipUser, sipDomain, secretOf(sipUser, phoneKey)) };
}
