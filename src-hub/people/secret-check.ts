import { checkSecret } from "../accounts/link-secret.ts";
import type { PasswordHasher } from "./password-hasher.ts";

/** What checks a person: the secret a machine made for their desktop (scrypt), and the password they chose (argon2id). */
export type PersonHashes = { readonly linkHash: string | null; readonly passwordHash: string | null };

/** `rehash`: it was right, and there is no argon2id hash of it with today's work. */
export type SecretVerdict = { readonly isRight: boolean; readonly rehash: boolean };

/**
 * Checks what a person, or their desktop, says they know. A wrong one costs the same whether nobody has that login, the
 * person is blocked, or only one of the two hashes is there; a machine's right secret needs no worker. `hasher` null:
 * nobody of this hub has a password at all.
 */
export async function checkPersonSecret(
  hasher: PasswordHasher | null,
  secret: string,
  hashes: PersonHashes | null,
): Promise<SecretVerdict> {
  if (await checkSecret(secret, hashes?.linkHash ?? null))
    return { isRight: true, rehash: hashes?.passwordHash === null };
  if (hasher === null) return { isRight: false, rehash: false };
  return hasher.verify(secret, hashes?.passwordHash ?? null);
}
