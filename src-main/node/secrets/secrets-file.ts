import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod";
import type { Refusal } from "../../../src-shared/result.ts";
import { writeAtomically } from "./atomic-write.ts";

/** Encrypts for this user of this machine; Electron's safeStorage in the product. */
export interface SecretSealer {
  seal(text: string): Promise<Buffer>;
  /** Rejects what it did not seal. */
  unseal(sealed: Buffer): Promise<string>;
}

const DatabaseKey = z.string().regex(/^[0-9a-f]{64}$/);
const Secrets = z.object({
  /** Opens the desktop's cache. */
  databaseKey: DatabaseKey,
  /** Opens the embedded hub's database. */
  hubDatabaseKey: DatabaseKey,
  /** Link and SIP secrets by login. */
  logins: z.record(z.string(), z.string().min(8).max(256)),
  /** Passwords that others gave out (a PBX, a proxy), by the id of what they open. */
  given: z.record(z.string(), z.string().min(1).max(1024)).default({}),
});
type Secrets = z.output<typeof Secrets>;

// The checksum is inside the seal: not every platform's seal notices a flipped bit.
const Sealed = z.object({ version: z.literal(1), sha256: z.string(), secrets: z.string() });

/**
 * `secrets-unreadable`: the file is there and cannot be opened. `secrets-lost`: it is gone while a database that needs
 * its key is there. In both nothing was written: a new key would make the databases unreadable for good.
 */
export type SecretsRefusal = Refusal<"secrets-unreadable" | "secrets-lost"> & {
  readonly file: string;
  readonly detail: string;
};

export type SecretsFileOptions = {
  readonly file: string;
  readonly sealer: SecretSealer;
  /** Databases opened by these secrets: while one exists, missing secrets are refused, not made. */
  readonly guarded: readonly string[];
};

export type SecretsFile = {
  readonly databaseKey: string;
  readonly hubDatabaseKey: string;
  /** The secret of a login, made and kept when there is none yet. */
  secretFor(login: string): Promise<string>;
  /** Keeps a given secret (a team's known ones). */
  keep(login: string, secret: string): Promise<void>;
  /** Passwords this desktop did not make. */
  readonly given: {
    read(id: string): string | null;
    keep(id: string, secret: string): Promise<void>;
    forget(id: string): Promise<void>;
  };
};

/** Opens userData/secrets.bin, or makes it when this is the first start. */
export async function openSecrets(
  options: SecretsFileOptions,
): Promise<{ readonly ok: true; readonly value: SecretsFile } | SecretsRefusal> {
  const { file, sealer, guarded } = options;
  const refuse = (code: SecretsRefusal["code"], detail: string): SecretsRefusal => {
    return { ok: false, code, retry: "no", file, detail };
  };
  if (existsSync(file)) {
    try {
      return { ok: true, value: keeper(options, await readSecrets(file, sealer)) };
    } catch (error) {
      return refuse("secrets-unreadable", error instanceof Error ? error.name : "not an error");
    }
  }
  const orphan = guarded.find((database) => existsSync(database));
  if (orphan !== undefined) return refuse("secrets-lost", orphan);
  const made: Secrets = { databaseKey: newKey(), hubDatabaseKey: newKey(), logins: {}, given: {} };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeSecrets(file, sealer, made);
  return { ok: true, value: keeper(options, made) };
}

function keeper({ file, sealer }: SecretsFileOptions, opened: Secrets): SecretsFile {
  let secrets = opened;
  // One write after another: two at once could each keep only its own login.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
  const keep = async (login: string, secret: string): Promise<void> => {
    if (secrets.logins[login] === secret) return;
    const next = Secrets.parse({ ...secrets, logins: { ...secrets.logins, [login]: secret } });
    await writeSecrets(file, sealer, next);
    secrets = next;
  };
  const setGiven = async (given: Secrets["given"]): Promise<void> => {
    const next = Secrets.parse({ ...secrets, given });
    await writeSecrets(file, sealer, next);
    secrets = next;
  };
  return {
    databaseKey: opened.databaseKey,
    hubDatabaseKey: opened.hubDatabaseKey,
    keep: (login, secret) => inTurn(() => keep(login, secret)),
    given: {
      read: (id) => (Object.hasOwn(secrets.given, id) ? (secrets.given[id] ?? null) : null),
      keep: (id, secret) => inTurn(() => setGiven({ ...secrets.given, [id]: secret })),
      forget: (id) =>
        inTurn(() => setGiven(Object.fromEntries(Object.entries(secrets.given).filter(([one]) => one !== id)))),
    },
    secretFor: (login) =>
      inTurn(async () => {
        const known = Object.hasOwn(secrets.logins, login) ? secrets.logins[login] : undefined;
        if (known !== undefined) return known;
        const made = randomBytes(24).toString("base64url");
        await keep(login, made);
        return made;
      }),
  };
}

async function readSecrets(file: string, sealer: SecretSealer): Promise<Secrets> {
  const sealed = Sealed.parse(JSON.parse(await sealer.unseal(await readFile(file))));
  if (checksum(sealed.secrets) !== sealed.sha256) throw new Error("the checksum does not match");
  return Secrets.parse(JSON.parse(sealed.secrets));
}

async function writeSecrets(file: string, sealer: SecretSealer, secrets: Secrets): Promise<void> {
  const text = JSON.stringify(secrets);
  const sealed: z.output<typeof Sealed> = { version: 1, sha256: checksum(text), secrets: text };
  await writeAtomically(file, await sealer.seal(JSON.stringify(sealed)));
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function newKey(): string {
  return randomBytes(32).toString("hex");
}
