import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { AttachmentId } from "../../src-shared/ids.ts";
import type { HubDatabase } from "../db/schema.ts";
import { readMeta, writeMeta } from "../log/meta-store.ts";

/** How long a link to a file works: long enough to follow it, too short to be passed around. */
export const FILE_LINK_MS = 5 * 60_000;

type Deed = "get" | "put";

/** What a link to a file carries besides its id. */
export type FileTicket = { readonly until: number; readonly signature: string };

/** Links to files that work for whoever holds them, for a short time, for one deed and one file. */
export class FileLinks {
  readonly #secret: Buffer;

  private constructor(secret: Buffer) {
    this.#secret = secret;
  }

  /** The secret is made once and lies in the database: every node signs alike, and a restart breaks no link. */
  static async open(db: HubDatabase): Promise<FileLinks> {
    const known = await readMeta(db, "file-link-secret");
    const secret = known ?? randomBytes(32).toString("hex");
    if (known === null) await writeMeta(db, "file-link-secret", secret);
    return new FileLinks(Buffer.from(secret, "hex"));
  }

  /** The way on the hub's own host; epoch ms. */
  path(deed: Deed, attachmentId: AttachmentId, nowMs: number): string {
    const until = nowMs + FILE_LINK_MS;
    return `/api/v1/files/${attachmentId}?until=${until}&signature=${this.#sign(deed, attachmentId, until)}`;
  }

  isGood(deed: Deed, attachmentId: AttachmentId, { until, signature }: FileTicket, nowMs: number): boolean {
    const [given, wanted] = [Buffer.from(signature), Buffer.from(this.#sign(deed, attachmentId, until))];
    return until >= nowMs && given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  #sign(deed: Deed, attachmentId: AttachmentId, until: number): string {
    return createHmac("sha256", this.#secret).update(`${deed} ${attachmentId} ${until}`).digest("base64url");
  }
}
