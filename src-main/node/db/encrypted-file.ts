import Database from "better-sqlite3";

/** 32 bytes in hex. A raw key opens in 0.1 ms; a passphrase would cost 100 ms of key derivation. */
export type DatabaseKey = string;

const KEY = /^[0-9a-f]{64}$/;

/** Opens (or makes) an encrypted file. Nothing is read yet: a wrong key shows at the first statement. */
export function openEncrypted(file: string, key: DatabaseKey, options: { readonly?: boolean } = {}): Database.Database {
  if (!KEY.test(key)) throw new Error("a database key is 32 bytes in hex");
  const db = new Database(file, { readonly: options.readonly ?? false, fileMustExist: options.readonly ?? false });
  try {
    db.pragma("cipher = 'sqlcipher'");
    db.pragma(`key = "x'${key}'"`);
    db.pragma("busy_timeout = 3000");
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

/**
 * WAL with the wanted durability. FULL: a committed row survives a power loss; NORMAL: the file stays whole, but the
 * last commits may be lost, which is right only for what can be fetched again.
 */
export function makeDurable(db: Database.Database, synchronous: "FULL" | "NORMAL"): void {
  db.pragma("journal_mode = WAL");
  db.pragma(`synchronous = ${synchronous}`);
  db.pragma("foreign_keys = ON");
  db.pragma("trusted_schema = OFF");
}

/**
 * Whether the error says that the file itself cannot be read (wrong key, damage), rather than that a statement failed.
 * A page whose checksum does not match reads as SQLITE_CORRUPT, a first page as SQLITE_NOTADB.
 */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return false;
  return ["SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT_READ"].some((code) => error.code.startsWith(code));
}
