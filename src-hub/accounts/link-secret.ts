import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

const SCHEME = "scrypt";
const COST = { N: 16_384, r: 8, p: 1 } as const;
const HASH_BYTES = 32;

/** What checks a secret later, with its scheme and cost in front: `scrypt$N$r$p$salt$hash`, so that others can follow. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(secret, salt, COST);
  return [SCHEME, COST.N, COST.r, COST.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Checks a secret in the same time whether it is right or wrong, or the account has none. */
export async function checkSecret(secret: string, stored: string | null): Promise<boolean> {
  const known = stored === null ? null : parse(stored);
  if (known === null) {
    await derive(secret, Buffer.alloc(16), COST);
    return false;
  }
  const hash = await derive(secret, known.salt, known.cost);
  return timingSafeEqual(hash, known.hash);
}

type Stored = { readonly cost: ScryptOptions; readonly salt: Buffer; readonly hash: Buffer };

function parse(stored: string): Stored | null {
  const [scheme, costN, costR, costP, salt, hash] = stored.split("$");
  if (scheme !== SCHEME || salt === undefined || hash === undefined) return null;
  const hashBytes = Buffer.from(hash, "base64url");
  if (hashBytes.length !== HASH_BYTES) return null;
  const cost = { N: Number(costN), r: Number(costR), p: Number(costP) };
  return { cost, salt: Buffer.from(salt, "base64url"), hash: hashBytes };
}

function derive(secret: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, HASH_BYTES, { ...cost, maxmem: 256 * 1024 * 1024 }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}
