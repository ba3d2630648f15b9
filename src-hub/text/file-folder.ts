import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AttachmentId } from "../../src-shared/ids.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The bytes of files, one a file by its id, for their owner alone. Where the database is encrypted they are too
 * (AES-256-GCM, a key of its own made of the database's): nonce, bytes, tag.
 */
export class FileFolder {
  readonly #path: string;
  readonly #key: Buffer | null;

  constructor(path: string, databaseKey: string | null) {
    this.#path = path;
    this.#key =
      databaseKey === null ? null : Buffer.from(hkdfSync("sha256", Buffer.from(databaseKey, "hex"), "", "files", 32));
  }

  /** The file stands under its name only when it is whole. */
  async write(attachmentId: AttachmentId, bytes: Uint8Array): Promise<void> {
    const file = this.#file(attachmentId);
    await mkdir(this.#path, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.part`, this.#sealed(bytes), { mode: 0o600, flush: true });
    await rename(`${file}.part`, file);
  }

  read(attachmentId: AttachmentId): Promise<Uint8Array> {
    return readFile(this.#file(attachmentId)).then((stored) => this.#opened(stored));
  }

  async remove(attachmentId: AttachmentId): Promise<void> {
    await rm(this.#file(attachmentId), { force: true });
  }

  #file(attachmentId: AttachmentId): string {
    // An id is letters, digits, dots and dashes; the ending keeps ".." from being a folder.
    return join(this.#path, `${attachmentId}.file`);
  }

  #sealed(bytes: Uint8Array): Uint8Array {
    if (!this.#key) return bytes;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
    return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }

  #opened(stored: Buffer): Uint8Array {
    if (!this.#key) return new Uint8Array(stored);
    const decipher = createDecipheriv("aes-256-gcm", this.#key, stored.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(stored.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(stored.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  }
}
