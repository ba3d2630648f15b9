import { randomUUID } from "node:crypto";
import { FileName } from "../../../src-shared/domain/message.ts";
import type { SiteFile } from "../../../src-shared/site-chat/entries.ts";
import { FILE_LIMIT, FILE_TYPES, TEXT_LIMIT } from "../../../src-shared/site-chat/site-chat-limits.ts";
import type { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import type { HubClock } from "../../clock.ts";
import { siteChatLog } from "../../log.ts";
import {
  type ChannelCapabilities,
  type ChannelIncoming,
  type ChannelIntake,
  type ChannelResult,
  channelRefusal,
  channelUnreachable,
  type EditedMessage,
  type IntakeReply,
  type OutgoingMessage,
  type TextChannel,
} from "../channel.ts";
import { fileTypeOf } from "./file-type.ts";
import { readUntold, type UntoldEntry } from "./mailbox-store.ts";
import type { SiteDesk } from "./site-desk.ts";
import type { SiteRun } from "./site-run.ts";
import { readFile, saveFile } from "./site-store.ts";
import type { VisitorRoom } from "./visitor-room.ts";
import { formWords } from "./visitor-words.ts";

const RETRY_MS = 2000;

/** The chat of one site as a text channel: its far end is the visitor's mailbox, which the hub keeps itself. */
export class SiteChannel implements TextChannel, SiteRun {
  readonly channel = "chat";
  readonly account: string;
  #settings: SiteSettings;
  readonly capabilities: ChannelCapabilities;
  readonly #desk: SiteDesk;
  readonly #telling = new Set<string>();
  /** Something new came while the visitor's teller was at work. */
  readonly #again = new Set<string>();
  readonly #retries = new Map<string, () => void>();
  #intake: ChannelIntake | null = null;

  constructor(settings: SiteSettings, desk: SiteDesk) {
    this.account = settings.key;
    this.#settings = settings;
    this.#desk = desk;
    this.capabilities = {
      edit: true,
      remove: true,
      typing: true,
      marks: "read",
      idempotentSend: true,
      longestText: TEXT_LIMIT,
      files: { types: FILE_TYPES, largestBytes: FILE_LIMIT },
      voiceNotes: false,
    };
  }

  get settings(): SiteSettings {
    return this.#settings;
  }

  /** Other settings of the same site count from now on. */
  change(settings: SiteSettings): void {
    this.#settings = settings;
  }

  async start(intake: ChannelIntake): Promise<void> {
    this.#intake = intake;
    for (const { visitor_id, site_key } of await readUntold(this.#desk.needs.db))
      if (site_key === this.account) this.wakeTeller(visitor_id);
  }

  async stop(): Promise<void> {
    this.#intake = null;
    for (const stop of this.#retries.values()) stop();
    this.#retries.clear();
  }

  async send(message: OutgoingMessage): Promise<ChannelResult<Sent>> {
    const { text, files, conversation } = message;
    if (text.length > TEXT_LIMIT) return channelRefusal("too-long");
    const kinds = files.map(({ bytes }) => (bytes.byteLength > FILE_LIMIT ? null : fileTypeOf(bytes)));
    if (kinds.includes(null)) return channelRefusal("file-refused");
    return this.#ask(async () => {
      const room = this.#desk.room(this, conversation);
      return room.keptWhile(async () => {
        if (!(await room.hasWritten())) return channelRefusal("conversation-gone");
        return { ok: true, value: { channelMessageId: await this.#put(room, message) } };
      });
    });
  }

  async edit({ conversation, channelMessageId, text }: EditedMessage): Promise<ChannelResult<null>> {
    if (text.length > TEXT_LIMIT) return channelRefusal("too-long");
    return this.#amend(conversation, channelMessageId, text);
  }

  remove({ conversation, channelMessageId }: Omit<EditedMessage, "text">): Promise<ChannelResult<null>> {
    return this.#amend(conversation, channelMessageId, null);
  }

  showTyping(conversation: string): void {
    this.#desk.openRoom(this.account, conversation)?.operatorTypes();
  }

  showRead(conversation: string, message: string): void {
    const room = this.#desk.room(this, conversation);
    this.#ask(async () => {
      await room.operatorRead(message);
      return { ok: true, value: null };
    }).catch(this.#desk.needs.onFault);
  }

  async file(ref: string, largestBytes: number): Promise<ChannelResult<Uint8Array>> {
    const [visitorId = "", fileId = ""] = ref.split(" ");
    return this.#ask(async () => {
      const file = await readFile(this.#desk.needs.db, visitorId, fileId);
      if (!file) return channelRefusal("file-gone");
      if (file.size > largestBytes) return channelRefusal("file-refused");
      return { ok: true, value: new Uint8Array(file.bytes) };
    });
  }

  wakeTeller(visitorId: string): void {
    this.#again.add(visitorId);
    if (this.#telling.has(visitorId) || this.#retries.has(visitorId)) return;
    this.#telling.add(visitorId);
    this.#tellAll(visitorId)
      .catch(this.#desk.needs.onFault)
      .finally(() => this.#telling.delete(visitorId));
  }

  tellDelivery(conversation: string, message: string, state: "delivered" | "read"): void {
    this.#tellPassing({ type: "delivery", conversation, message, state, isUpTo: true });
  }

  tellTyping(conversation: string): void {
    this.#tellPassing({ type: "typing", conversation });
  }

  /** Puts a message of ours into the mailbox; the id by which marks and changes name it. */
  async #put(room: VisitorRoom, { messageId, conversation, text, files }: OutgoingMessage): Promise<string> {
    const { operator: author } = this.#desk.needs.contacts.state(this.account, conversation);
    const common = { from: author === null ? "system" : "operator", author } as const;
    let entryId: string = messageId;
    for (const [index, { name, bytes }] of files.entries()) {
      const type = fileTypeOf(bytes);
      if (!type) continue;
      const file = await this.#keepFile(conversation, { fileId: `${messageId}-${index}`, name, type, bytes });
      entryId = `${messageId}.${index}`;
      await room.receive({ ...common, entryId, text: "", file });
    }
    // Without a text the last file stands for the message.
    if (text === "" && files.length > 0) return entryId;
    await room.receive({ ...common, entryId: messageId, text, file: null });
    return messageId;
  }

  /** A database that does not answer now may do so later; nothing is half done, and the same again is done once. */
  async #ask<Value>(act: () => Promise<ChannelResult<Value>>): Promise<ChannelResult<Value>> {
    try {
      return await act();
    } catch (error) {
      siteChatLog.error({ error }, "the mailbox of a visitor cannot be reached");
      return channelUnreachable();
    }
  }

  /** Hands on what the intake has not got, in order, one by one. */
  #tellAll(visitorId: string): Promise<void> {
    const room = this.#desk.room(this, visitorId);
    return room.keptWhile(() => this.#tellAllOf(room));
  }

  async #tellAllOf(room: VisitorRoom): Promise<void> {
    const { visitorId } = room;
    while (this.#intake && this.#again.delete(visitorId)) {
      for (let next = await room.nextUntold(); next && this.#intake; next = await room.nextUntold()) {
        const incoming = this.#incomingOf(room, next);
        const reply = incoming ? await this.#intake(incoming) : await this.#tellCallBack(visitorId, next);
        if (reply && !reply.ok && reply.retry === "later") return this.#retryLater(visitorId, reply.retryAfterMs);
        await room.told(next.entry.n);
      }
    }
  }

  /** Orders of call-backs are no messages: they go to where call-backs are made. */
  async #tellCallBack(visitorId: string, { source }: UntoldEntry): Promise<IntakeReply | null> {
    if (source?.t !== "call-back" && source?.t !== "call-back-cancel") return null;
    const { callBacks } = this.#desk;
    if (!callBacks) return { ok: false, code: "unavailable", retry: "later" };
    const visitor = { siteKey: this.account, visitorId };
    if (source.t === "call-back") await callBacks.order(visitor, this.settings.queueId, source);
    else await callBacks.cancel(visitor);
    return { ok: true, isReplay: false };
  }

  #amend(conversation: string, channelMessageId: string, text: string | null): Promise<ChannelResult<null>> {
    return this.#ask(async () => {
      const room = this.#desk.room(this, conversation);
      return room.keptWhile(async () => {
        if (!(await room.hasWritten())) return channelRefusal("conversation-gone");
        await room.amend(randomUUID(), channelMessageId, text);
        return { ok: true, value: null };
      });
    });
  }

  #retryLater(visitorId: string, afterMs = RETRY_MS): void {
    const stop = this.#desk.needs.clock.after(afterMs, () => {
      this.#retries.delete(visitorId);
      this.wakeTeller(visitorId);
    });
    this.#retries.set(visitorId, stop);
  }

  /** What the hub is told of an entry; null: nothing. */
  #incomingOf(room: VisitorRoom, { entry, source }: UntoldEntry): ChannelIncoming | null {
    const { visitorId: conversation, customer } = room;
    if (!source) return null;
    const common = {
      type: "received",
      conversation,
      message: source.id,
      customer: { id: conversation, name: customer.name || null },
      files: [],
      sentAtMs: entry.atMs,
      ...(customer.language && { language: customer.language }),
    } as const;
    if (source.t === "end") return { type: "left", conversation, message: source.id };
    if (source.t === "rate") {
      const { stars, comment } = source;
      return { type: "rated", conversation, message: source.id, stars, comment };
    }
    if (source.t === "form") return { ...common, text: formWords(source) };
    if (entry.kind !== "message") return null;
    const { text, file } = entry;
    const files = file
      ? [{ ref: `${conversation} ${file.fileId}`, name: file.name, type: file.type, size: file.size }]
      : [];
    return { ...common, text, files };
  }

  #tellPassing(incoming: ChannelIncoming): void {
    // A mark that is lost comes again with the next one, which counts for all before it.
    this.#intake?.(incoming).catch(this.#desk.needs.onFault);
  }

  async #keepFile(visitorId: string, file: KeptFile): Promise<SiteFile> {
    const { db, clock } = this.#desk.needs;
    const known = await this.#desk.fileOf(visitorId, file.fileId);
    if (known) return known;
    return keepFile(db, clock, visitorId, file);
  }
}

type Sent = { readonly channelMessageId: string };

export type KeptFile = Pick<SiteFile, "fileId" | "name" | "type"> & { readonly bytes: Uint8Array };

/** Puts a file into the visitor's conversation; its name is cut to what can be shown. */
export async function keepFile(
  db: SiteDesk["needs"]["db"],
  clock: HubClock,
  visitorId: string,
  { fileId, name, type, bytes }: KeptFile,
): Promise<SiteFile> {
  const size = bytes.byteLength;
  const shownName = FileName.parse(name);
  await saveFile(db, {
    file_id: fileId,
    visitor_id: visitorId,
    name: shownName,
    type,
    size,
    at_ms: clock.nowMs(),
    bytes,
  });
  return { fileId, name: shownName, type, size };
}
