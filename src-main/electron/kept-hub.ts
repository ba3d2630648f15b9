import { KeptHub } from "../../src-shared/domain/hub-account.ts";
import type { SecretsFile } from "../node/secrets/secrets-file.ts";

const HUB = "hub";

/** The hub elsewhere the person signed in to, with what lets in, sealed as one; null: the hub inside. */
export function readKeptHub(given: SecretsFile["given"]): KeptHub | null {
  const text = given.read(HUB);
  if (text === null) return null;
  try {
    return KeptHub.parse(JSON.parse(text));
  } catch {
    // Kept by a newer program: the hub inside works, and signing in again writes it anew.
    return null;
  }
}

export function keepHub(given: SecretsFile["given"], account: KeptHub | null): Promise<void> {
  return account === null ? given.forget(HUB) : given.keep(HUB, JSON.stringify(account));
}
