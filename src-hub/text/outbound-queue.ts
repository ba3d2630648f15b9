import type { Message } from "../../src-shared/domain/fold-message.ts";
import type { DeliveryFailure } from "../../src-shared/domain/message.ts";
import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { ConversationId } from "../../src-shared/ids.ts";
import {
  type ChannelFailure,
  channelRefusal,
  channelUnreachable,
  type OutgoingFile,
  type TextChannel,
} from "../channels/channel.ts";
import { readMessage } from "../log/message-store.ts";
import { channelLog } from "../log.ts";
import { Timers } from "../service/timers.ts";
import {
  type Conversation,
  markInFlight,
  type Outbound,
  readConversation,
  readOutbound,
} from "./conversation-store.ts";
import type { FileDesk } from "./file-desk.ts";
import { deliveryEvent, ofMessage } from "./message-events.ts";
import type { OpenContacts } from "./open-contacts.ts";
import { bindingOf, type TextNeeds } from "./text-needs.ts";

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** What could not be delivered in this time is told as failed: the customer has long given up. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000;

/** What of the log is for channels. */
const KINDS: Readonly<Partial<Record<LogEvent["type"], Outbound["kind"]>>> = {
  "message.sent": "send",
  "message.resent": "send",
  "message.edit-asked": "edit",
  "message.delete-asked": "delete",
};

type Line = { readonly rows: Outbound[]; tries: number; isBusy: boolean };
type Asked = { readonly ok: true; readonly channelMessageId: string } | ChannelFailure;

/**
 * What is on its way to channels. Durable (the log's own projection), one line a conversation so that order is kept, tried
 * again with growing pauses. A message that was with a channel when the hub fell is sent again only where that is safe.
 */
export class OutboundQueue {
  readonly #needs: TextNeeds;
  readonly #contacts: OpenContacts;
  readonly #files: FileDesk;
  readonly #lines = new Map<ConversationId, Line>();
  readonly #pauses: Timers<ConversationId>;
  readonly #sends = new Set<Promise<void>>();
  #isStopped = false;
  #retries = 0;

  constructor(needs: TextNeeds, contacts: OpenContacts, files: FileDesk) {
    this.#needs = needs;
    this.#contacts = contacts;
    this.#files = files;
    this.#pauses = new Timers(needs.clock);
  }

  /** Goes on with what a hub before left. */
  async start(): Promise<void> {
    for (const row of await readOutbound(this.#needs.db)) this.#add(row);
    for (const conversationId of this.#lines.keys()) this.#next(conversationId);
  }

  follow(events: readonly LogEvent[]): void {
    for (const { type, seq, atMs, payload } of events) {
      const kind = KINDS[type];
      if (kind === undefined || !("conversationId" in payload) || !("messageId" in payload)) continue;
      const { conversationId, messageId } = payload;
      const editedText = type === "message.edit-asked" ? payload.text : null;
      this.#add({ seq, conversationId, messageId, kind, editedText, madeAtMs: atMs, isInFlight: false });
      this.#next(conversationId);
    }
  }

  /** Whether a change of the message, or its end, is on its way. */
  isBeingEdited(messageId: string): boolean {
    return [...this.#lines.values()].some(({ rows }) =>
      rows.some((row) => row.kind !== "send" && row.messageId === messageId),
    );
  }

  /** How many tries had to be made again, since the start. */
  get retries(): number {
    return this.#retries;
  }

  /** How many wait to be told to channels. */
  get size(): number {
    return [...this.#lines.values()].reduce((sum, { rows }) => sum + rows.length, 0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#pauses.clearAll();
    await Promise.all(this.#sends);
  }

  #add(row: Outbound): void {
    const line = this.#lines.get(row.conversationId) ?? { rows: [], tries: 0, isBusy: false };
    line.rows.push(row);
    this.#lines.set(row.conversationId, line);
  }

  #next(conversationId: ConversationId): void {
    const line = this.#lines.get(conversationId);
    const row = line?.rows[0];
    if (!line || line.isBusy || this.#isStopped || this.#pauses.has(conversationId)) return;
    if (!row) {
      this.#lines.delete(conversationId);
      return;
    }
    line.isBusy = true;
    const send = this.#deliver(line, row)
      .catch(this.#needs.onFault)
      .finally(() => {
        this.#sends.delete(send);
        line.isBusy = false;
        this.#next(conversationId);
      });
    this.#sends.add(send);
  }

  async #deliver(line: Line, row: Outbound): Promise<void> {
    const { db, bindings } = this.#needs;
    const conversation = await readConversation(db, row.conversationId);
    const message = await readMessage(db, row.messageId);
    const channel = conversation && bindingOf(bindings, conversation)?.channel;
    if (!message || !conversation) {
      line.rows.shift();
      return;
    }
    // A channel that was taken out of the settings may come back with the next start.
    const asked = channel ? await this.#ask(channel, conversation, message, row) : channelUnreachable();
    if (!asked.ok && asked.retry === "later" && !this.#isTooOld(row)) {
      this.#pause(line, row, asked.retryAfterMs);
      return;
    }
    await this.#needs.run(() => this.#needs.journal.write(this.#outcome(message, row, asked)));
    line.rows.shift();
    line.tries = 0;
  }

  async #ask(channel: TextChannel, conversation: Conversation, message: Message, row: Outbound): Promise<Asked> {
    const { db } = this.#needs;
    const { capabilities } = channel;
    const isUnsafe = !capabilities.idempotentSend && row.kind === "send";
    // The channel had it when the hub fell.
    if (isUnsafe && row.isInFlight) return channelRefusal("delivery-unknown");
    if (row.kind !== "send" && message.channelMessageId === null) return channelRefusal("channel-refused");
    const files = row.kind === "send" ? await this.#filesOf(message) : [];
    if (files === null) return channelRefusal("file-refused");
    if (isUnsafe) await markInFlight(db, row.seq, true);
    const asked = await this.#askChannel(channel, conversation, message, row, files);
    // Said no: it is not there, and may be tried again after a crash as well.
    if (isUnsafe && !asked.ok && asked.retry === "later") await markInFlight(db, row.seq, false);
    return asked;
  }

  async #askChannel(
    channel: TextChannel,
    { externalId: conversation }: Conversation,
    { messageId, channelMessageId, text }: Message,
    { kind, editedText }: Outbound,
    files: readonly OutgoingFile[],
  ): Promise<Asked> {
    try {
      if (kind === "edit" && channelMessageId !== null) {
        const edited = await channel.edit({ conversation, channelMessageId, text: editedText ?? text });
        return edited.ok ? { ok: true, channelMessageId } : edited;
      }
      if (kind === "delete" && channelMessageId !== null) {
        const removed = await channel.remove({ conversation, channelMessageId });
        return removed.ok ? { ok: true, channelMessageId } : removed;
      }
      const sent = await channel.send({ messageId, conversation, text, files });
      return sent.ok ? { ok: true, channelMessageId: sent.value.channelMessageId } : sent;
    } catch (error) {
      channelLog.error({ channel: channel.channel, messageId, error }, "a channel threw instead of refusing");
      return channelRefusal("channel-refused");
    }
  }

  async #filesOf({ attachments }: Message): Promise<readonly OutgoingFile[] | null> {
    const files: OutgoingFile[] = [];
    for (const { attachmentId, name } of attachments) {
      const found = await this.#files.get(attachmentId);
      if (!found.ok) return null;
      files.push({ name, type: found.value.file.type, bytes: found.value.bytes });
    }
    return files;
  }

  #outcome(message: Message, row: Outbound, asked: Asked): readonly NewEvent[] {
    const of = ofMessage(message, this.#contacts.contact(message.interactionId));
    const code: DeliveryFailure | null = asked.ok ? null : asked.code === "file-gone" ? "file-refused" : asked.code;
    const actor = message.operatorId ?? "system";
    if (row.kind === "edit")
      return code === null
        ? [{ type: "message.edited", actor, payload: { ...of, text: row.editedText ?? message.text } }]
        : [{ type: "message.edit-failed", actor: "system", payload: { ...of, code } }];
    if (row.kind === "delete")
      return code === null
        ? [{ type: "message.deleted", actor, payload: of }]
        : [{ type: "message.delete-failed", actor: "system", payload: { ...of, code } }];
    if (asked.ok) return [deliveryEvent(of, { state: "sent" }, asked.channelMessageId)];
    return [deliveryEvent(of, { state: "failed", code: code ?? "channel-refused" })];
  }

  #pause(line: Line, { conversationId }: Outbound, retryAfterMs: number | null): void {
    const pauseMs = retryAfterMs ?? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** line.tries);
    line.tries += 1;
    this.#retries += 1;
    if (!this.#isStopped) this.#pauses.set(conversationId, pauseMs, () => this.#next(conversationId));
  }

  #isTooOld({ madeAtMs }: Outbound): boolean {
    return this.#needs.clock.nowMs() - madeAtMs >= GIVE_UP_AFTER_MS;
  }
}
