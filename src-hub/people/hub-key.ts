import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { HubDatabase } from "../db/schema.ts";
import { HubStartError } from "../hub-start-error.ts";
import { readMeta, writeMetaOnce } from "../log/meta-store.ts";

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEX_KEY = /^[0-9a-f]{64}$/;

/**
 * The hub's one key, from which all others come (HKDF, RFC 5869): for what it signs, and for what it must be able to read
 * again but nobody who only has the database. All nodes of one hub share it.
 */
export class HubKey {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    if (key.length !== KEY_BYTES) throw new Error(`the hub's key has ${key.length} bytes`);
    this.#key = key;
  }

  /** A key for one purpose: who knows it learns nothing of the others. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync("sha256", this.#key, "", `tandem:${purpose}`, KEY_BYTES));
  }

  /** A secret that can be made again and need not be stored. */
  secretFor(purpose: string, subject: string): string {
    return createHmac("sha256", this.derive(purpose)).update(subject).digest("base64url");
  }

  /** Seals a text for a subject (AES-256-GCM): it opens under the same purpose and subject only. */
  seal(purpose: string, subject: string, text: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.derive(purpose), iv).setAAD(Buffer.from(subject));
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
  }

  /** Null: sealed by another key, for somebody else, or damaged. */
  unseal(purpose: string, subject: string, sealed: string): string | null {
    const bytes = Buffer.from(sealed, "base64url");
    if (bytes.length < IV_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv("aes-256-gcm", this.derive(purpose), bytes.subarray(0, IV_BYTES));
    decipher.setAAD(Buffer.from(subject)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString("utf8");
    } catch {
      // Sealed with another key, or not by us: the caller tells what that means for it.
      return null;
    }
  }
}

/**
 * Where the key comes from: whoever starts the hub, or the database itself, which is better than none: then who has the
 * database has the key as well.
 */
export type HubKeySource =
  | { readonly kind: "given"; readonly hex: string }
  | { readonly kind: "database"; readonly db: HubDatabase };

/** Takes the key from its source; a database without one is given one. */
export async function openHubKey(source: HubKeySource): Promise<HubKey> {
  switch (source.kind) {
    case "given":
      return new HubKey(parse(source.hex, "the given key"));
    case "database": {
      // Of two nodes that start at once one writes it, and both read what that one wrote.
      await writeMetaOnce(source.db, "hub-key", makeKey());
      return new HubKey(parse((await readMeta(source.db, "hub-key")) ?? "", "the key in the database"));
    }
  }
}

function makeKey(): string {
  return randomBytes(KEY_BYTES).toString("hex");
}

function parse(hex: string, what: string): Buffer {
  if (!HEX_KEY.test(hex)) throw new HubStartError("bad-start", `${what} is not 64 hexadecimal digits`);
  return Buffer.from(hex, "hex");
}
