import {
  type ChannelCapabilities,
  type ChannelIncoming,
  type ChannelIntake,
  type ChannelResult,
  channelRefusal,
  channelUnreachable,
  type EditedMessage,
  type IntakeReply,
  isTypeAllowed,
  type OutgoingMessage,
  type TextChannel,
} from "../../src-hub/channels/channel.ts";
import type { KnownChannel } from "../../src-shared/domain/channel.ts";

/** What a customer of the fake channel sees of one message of ours. */
export type ShownMessage = { readonly id: string; readonly text: string; readonly files: readonly string[] };

const CAPABILITIES: ChannelCapabilities = {
  edit: true,
  remove: true,
  typing: true,
  marks: "read",
  idempotentSend: true,
  longestText: 1000,
  files: { types: ["image/*", "application/pdf"], largestBytes: 1000 },
  voiceNotes: false,
};

/** A text channel without a network: customers write, read, edit and block as the test says. */
export class FakeChannel implements TextChannel {
  readonly channel: KnownChannel;
  readonly account: string;
  readonly capabilities: ChannelCapabilities;
  /** How often the channel was asked to send, per message id. */
  readonly asked: string[] = [];
  readonly typing: string[] = [];
  readonly files = new Map<string, Uint8Array>();
  isUnreachable = false;
  /** How long it wants to be left alone while it is unreachable. */
  retryAfterMs: number | null = null;
  readonly blockedBy = new Set<string>();
  #intake: ChannelIntake | null = null;
  readonly #shown = new Map<string, ShownMessage[]>();
  readonly #byMessageId = new Map<string, string>();
  readonly #known = new Set<string>();
  #ids = 0;

  constructor(channel: KnownChannel = "chat", account = "site", capabilities: Partial<ChannelCapabilities> = {}) {
    this.channel = channel;
    this.account = account;
    this.capabilities = { ...CAPABILITIES, ...capabilities };
  }

  async start(intake: ChannelIntake): Promise<void> {
    this.#intake = intake;
  }

  async stop(): Promise<void> {
    this.#intake = null;
  }

  /** Something happens in the channel. */
  tell(incoming: ChannelIncoming): Promise<IntakeReply> {
    if (!this.#intake) throw new Error("the channel does not run");
    this.#known.add(incoming.conversation);
    return this.#intake(incoming);
  }

  /** A customer writes; answers with what the hub said. */
  write(
    conversation: string,
    text: string,
    more: Partial<Extract<ChannelIncoming, { type: "received" }>> = {},
  ): Promise<IntakeReply> {
    this.#ids += 1;
    return this.tell({
      type: "received",
      conversation,
      message: `in-${this.#ids}`,
      customer: { id: conversation, name: "Ирина Сомова" },
      text,
      files: [],
      sentAtMs: 1,
      ...more,
    });
  }

  /** What the customer of a conversation sees of ours, in order. */
  shown(conversation: string): readonly ShownMessage[] {
    return this.#shown.get(conversation) ?? [];
  }

  async send(message: OutgoingMessage): Promise<ChannelResult<{ readonly channelMessageId: string }>> {
    const { messageId, conversation, text, files } = message;
    this.asked.push(messageId);
    if (this.isUnreachable) return channelUnreachable(this.retryAfterMs);
    if (this.blockedBy.has(conversation)) return channelRefusal("blocked");
    // Whoever never wrote is nobody here.
    if (!this.#known.has(conversation)) return channelRefusal("conversation-gone");
    const { longestText, files: allowed, idempotentSend } = this.capabilities;
    if (text.length > longestText) return channelRefusal("too-long");
    if (
      files.some(
        ({ type, bytes }) => !allowed || !isTypeAllowed(allowed.types, type) || bytes.length > allowed.largestBytes,
      )
    )
      return channelRefusal("file-refused");
    const known = this.#byMessageId.get(messageId);
    if (idempotentSend && known !== undefined) return { ok: true, value: { channelMessageId: known } };
    this.#ids += 1;
    const id = `out-${this.#ids}`;
    this.#byMessageId.set(messageId, id);
    this.#shown.set(conversation, [...this.shown(conversation), { id, text, files: files.map(({ name }) => name) }]);
    return { ok: true, value: { channelMessageId: id } };
  }

  async edit({ conversation, channelMessageId, text }: EditedMessage): Promise<ChannelResult<null>> {
    if (this.isUnreachable) return channelUnreachable(this.retryAfterMs);
    const shown = this.shown(conversation);
    if (!shown.some(({ id }) => id === channelMessageId)) return channelRefusal("channel-refused");
    this.#shown.set(
      conversation,
      shown.map((message) => (message.id === channelMessageId ? { ...message, text } : message)),
    );
    return { ok: true, value: null };
  }

  async remove({ conversation, channelMessageId }: Omit<EditedMessage, "text">): Promise<ChannelResult<null>> {
    if (this.isUnreachable) return channelUnreachable(this.retryAfterMs);
    this.#shown.set(
      conversation,
      this.shown(conversation).filter(({ id }) => id !== channelMessageId),
    );
    return { ok: true, value: null };
  }

  showTyping(conversation: string): void {
    this.typing.push(conversation);
  }

  async file(ref: string, largestBytes: number): Promise<ChannelResult<Uint8Array>> {
    if (this.isUnreachable) return channelUnreachable(this.retryAfterMs);
    const bytes = this.files.get(ref);
    if (!bytes) return channelRefusal("file-gone");
    return bytes.length > largestBytes ? channelRefusal("file-refused") : { ok: true, value: bytes };
  }
}
