import type { Attachment } from "../../src-shared/domain/message.ts";
import { FILE_LIMIT_BYTES } from "../../src-shared/domain/message-limits.ts";
import { AttachmentId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import { isTypeAllowed, type TextChannel } from "../channels/channel.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase, WriteDb } from "../db/schema.ts";
import { channelLog } from "../log.ts";
import { Timers } from "../service/timers.ts";
import type { Conversation } from "./conversation-store.ts";
import type { FileFolder } from "./file-folder.ts";
import { fileKind, isNameRefused, OCTETS, toldType } from "./file-kind.ts";
import { FileLinks } from "./file-links.ts";
import { insertFile, readFile, readPendingFiles, type StoredFile, settleFile } from "./file-store.ts";

const FETCHES_AT_ONCE = 4;
const FETCH_TRIES = 12;
const LONGEST_PAUSE_MS = 300_000;

export type FileDeskNeeds = {
  readonly db: HubDatabase;
  readonly clock: HubClock;
  readonly folder: FileFolder | null;
  readonly channelOf: (file: Pick<StoredFile, "channel" | "account">) => TextChannel | undefined;
};

/** A file that a channel told of, before it was fetched. */
export type ExpectedFile = { readonly ref: string; readonly attachment: Attachment };

/** Files of conversations: fetched from channels behind the messages, looked into, kept, and given out. */
export class FileDesk {
  readonly #needs: FileDeskNeeds;
  readonly #waiting: AttachmentId[] = [];
  readonly #tries = new Map<AttachmentId, number>();
  readonly #pauses: Timers<AttachmentId>;
  readonly #fetches = new Set<Promise<void>>();
  #isStopped = false;
  #links: FileLinks | null = null;

  constructor(needs: FileDeskNeeds) {
    this.#needs = needs;
    this.#pauses = new Timers(needs.clock);
  }

  /** Goes on with what a hub before did not get. */
  async start(): Promise<void> {
    this.#links = await FileLinks.open(this.#needs.db);
    for (const attachmentId of await readPendingFiles(this.#needs.db)) this.fetchSoon(attachmentId);
  }

  /** Links to files; null before the start. */
  get links(): FileLinks | null {
    return this.#links;
  }

  /** Notes, with the message, what is to be fetched. */
  async expect(db: WriteDb, conversation: Conversation, files: readonly ExpectedFile[]): Promise<void> {
    for (const { ref, attachment } of files)
      await insertFile(db, { ...this.#newFile(conversation, attachment), ref }, this.#needs.clock.nowMs());
  }

  fetchSoon(attachmentId: AttachmentId): void {
    this.#waiting.push(attachmentId);
    this.#fetchMore();
  }

  /** Makes room for a file of ours; its bytes follow (`put`). What the channel would not take is refused before they do. */
  async announce(
    conversation: Conversation,
    { name, type, size }: Pick<Attachment, "name" | "type"> & { readonly size: number },
  ): Promise<Result<AttachmentId, "file-refused" | "too-large">> {
    const attachmentId = AttachmentId.parse(this.#needs.clock.newId());
    const attachment = { attachmentId, name, type: toldType(type), size };
    if (isNameRefused(name) || !this.#mayGo(conversation, attachment.type)) return refused("file-refused");
    const channelLimit = this.#needs.channelOf(conversation)?.capabilities.files?.largestBytes ?? FILE_LIMIT_BYTES;
    if (size > Math.min(FILE_LIMIT_BYTES, channelLimit)) return refused("too-large");
    await insertFile(this.#needs.db, this.#newFile(conversation, attachment), this.#needs.clock.nowMs());
    return { ok: true, value: attachmentId };
  }

  /** Takes the bytes of a file that was announced; the answer names what they turned out to be. */
  async put(
    attachmentId: AttachmentId,
    bytes: Uint8Array,
  ): Promise<Result<{ readonly type: string }, "unknown-file" | "file-refused">> {
    const file = await readFile(this.#needs.db, attachmentId);
    if (file?.state !== "pending" || file.ref !== null) return refused("unknown-file");
    const type = await this.#keep(file, bytes);
    return type === null ? refused("file-refused") : accepted({ type });
  }

  /** The bytes of a file that was looked into. */
  async get(
    attachmentId: AttachmentId,
  ): Promise<
    Result<{ readonly file: StoredFile; readonly bytes: Uint8Array }, "unknown-file" | "file-refused" | "not-yet">
  > {
    const { db, folder } = this.#needs;
    const file = await readFile(db, attachmentId);
    if (!file || !folder) return refused("unknown-file");
    if (file.state === "refused") return refused("file-refused");
    if (file.state === "pending") return refused("not-yet", "later");
    return { ok: true, value: { file, bytes: await folder.read(attachmentId) } };
  }

  file(attachmentId: AttachmentId): Promise<StoredFile | null> {
    return readFile(this.#needs.db, attachmentId);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#pauses.clearAll();
    await Promise.all(this.#fetches);
  }

  #newFile({ conversationId, channel, account }: Conversation, attachment: Attachment): StoredFile {
    return { ...attachment, conversationId, channel, account, ref: null, state: "pending" };
  }

  #fetchMore(): void {
    while (!this.#isStopped && this.#fetches.size < FETCHES_AT_ONCE) {
      const attachmentId = this.#waiting.shift();
      if (attachmentId === undefined) return;
      const fetch = this.#fetch(attachmentId)
        .catch((error: unknown) => {
          channelLog.warn({ attachmentId, error }, "a file could not be fetched");
          this.#again(attachmentId, null);
        })
        .finally(() => {
          this.#fetches.delete(fetch);
          this.#fetchMore();
        });
      this.#fetches.add(fetch);
    }
  }

  async #fetch(attachmentId: AttachmentId): Promise<void> {
    const { db, channelOf, folder } = this.#needs;
    const file = await readFile(db, attachmentId);
    const channel = file && channelOf(file);
    if (file?.state !== "pending" || file.ref === null || !channel || !folder) return;
    const isTooLarge = file.size !== null && file.size > FILE_LIMIT_BYTES;
    if (isTooLarge || isNameRefused(file.name)) return this.#settle(file, { ...file, state: "refused" });
    const bytes = await channel.file(file.ref, FILE_LIMIT_BYTES);
    if (bytes.ok) await this.#keep(file, bytes.value);
    else if (bytes.retry === "later") this.#again(attachmentId, bytes.retryAfterMs);
    else await this.#settle(file, { ...file, state: "refused" });
  }

  #again(attachmentId: AttachmentId, retryAfterMs: number | null): void {
    const tries = (this.#tries.get(attachmentId) ?? 0) + 1;
    this.#tries.set(attachmentId, tries);
    // The next start of the hub tries anew.
    if (tries >= FETCH_TRIES || this.#isStopped) return;
    const pauseMs = retryAfterMs ?? Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** tries);
    this.#pauses.set(attachmentId, pauseMs, () => this.fetchSoon(attachmentId));
  }

  /** The type of what was kept; null: it is refused. */
  async #keep(file: StoredFile, bytes: Uint8Array): Promise<string | null> {
    const { type, isRefused } = fileKind(file.name, bytes);
    const isWanted = file.ref !== null || this.#mayGo(file, type);
    const isKept = !isRefused && isWanted && bytes.length <= FILE_LIMIT_BYTES && this.#needs.folder !== null;
    if (isKept) await this.#needs.folder?.write(file.attachmentId, bytes);
    await this.#settle(file, { type, size: bytes.length, state: isKept ? "ready" : "refused" });
    return isKept ? type : null;
  }

  /** Whether the channel takes a type; one that is not known yet, or a channel that is not there now, is asked on sending. */
  #mayGo(of: Pick<StoredFile, "channel" | "account">, type: string): boolean {
    const channel = this.#needs.channelOf(of);
    if (!channel) return true;
    const { files } = channel.capabilities;
    return files !== null && (type === OCTETS || isTypeAllowed(files.types, type));
  }

  async #settle({ attachmentId }: StoredFile, { type, size, state }: Pick<StoredFile, "type" | "size" | "state">) {
    this.#tries.delete(attachmentId);
    await settleFile(this.#needs.db, attachmentId, { type, size, state });
  }
}
