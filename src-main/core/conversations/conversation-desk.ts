import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import type { ConversationId, InteractionId, MessageId } from "../../../src-shared/ids.ts";
import type { ConversationView, conversationRequests, ThreadMessage } from "../../../src-shared/ipc/conversations.ts";
import type { EventPayloadOf, Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { PAGE_LIMIT } from "../../../src-shared/link/conversation-queries.ts";
import { type LinkCommandInput, type LinkCommandName, LinkCommands } from "../../../src-shared/link/link-contract.ts";
import type { LinkAnswer, LinkEphemeral, LinkQueryInput } from "../../../src-shared/link/link-queries.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { Listeners } from "../calls/listeners.ts";
import type { Outbox, OutboxAnswer } from "../outbox/outbox.ts";
import type { Clock } from "../ports/clock.ts";
import type { DraftStore } from "../ports/draft-store.ts";
import type { HubFiles } from "../ports/hub-files.ts";
import type { HubLink } from "../ports/hub-link.ts";
import type { Log } from "../ports/log.ts";
import type { OwnFileStore } from "../ports/own-file-store.ts";
import type { RefusedMessage, RefusedMessageStore } from "../ports/refused-message-store.ts";
import type { SavedFiles } from "../ports/saved-files.ts";
import type { MirrorStore } from "../ports/store.ts";
import type { HubKnowledge } from "../workplace/hub-knowledge.ts";
import { ConversationFiles } from "./conversation-files.ts";
import { ConversationTransfers } from "./conversation-transfers.ts";
import { ownConversations } from "./own-conversations.ts";
import { OwnFiles } from "./own-files.ts";
import { type CountPixels, Pictures } from "./pictures.ts";
import { threadMessage, withUnsent } from "./thread.ts";

const PAGE = 50;
/** Questions for one search: each looks through 5,000 messages, and the hub takes 20 a second. */
const SEARCHED_PIECES = 5;
/** Of messages the hub did not take the newest are kept: nobody takes away what is never sent again. */
const REFUSED_LIMIT = 200;
/** After these the unread counts may be others. */
const COUNTED: ReadonlySet<string> = new Set([
  "message.received",
  "message.deleted",
  "conversation.read-up-to",
  "interaction.accepted",
  "interaction.transferred",
]);
const ANSWERS = ["interaction.accept-offer", "interaction.refuse-offer", "interaction.close"] as const;

export type ConversationDeskParts = {
  readonly mirror: Pick<MirrorStore, "waiting" | "talks" | "interaction">;
  readonly outbox: Pick<Outbox, "add" | "pending">;
  readonly link: Pick<HubLink, "ask" | "send">;
  readonly clock: Pick<Clock, "newId" | "nowMs" | "after">;
  readonly hub: Pick<HubKnowledge, "self" | "toLocal" | "queueName" | "operator">;
  readonly drafts: DraftStore;
  readonly refusedMessages: RefusedMessageStore;
  readonly ownFiles: OwnFileStore;
  readonly hubFiles: HubFiles;
  readonly savedFiles: SavedFiles;
  readonly countPixels: CountPixels;
  readonly log: Log;
  readonly isOnline: () => boolean;
  /** The view is another one, though nothing came into the mirror. */
  readonly show: () => void;
};

/** The operator's own text conversations. What was done here counts before the hub knows of it. */
export class ConversationDesk {
  readonly handlers: Pick<Handlers<WorkplaceContract>, keyof typeof conversationRequests>;
  readonly changed = new Listeners<{ readonly conversationId: ConversationId }>();
  readonly marked = new Listeners<EventPayloadOf<WorkplaceContract, "conversations.marked">>();
  /** A customer wrote. */
  readonly received = new Listeners<ConversationId>();
  /** The operator chose it outside of the window. */
  readonly opened = new Listeners<{ readonly conversationId: ConversationId }>();
  /** The window says that this one is before the operator. */
  readonly attended = new Listeners<ConversationId>();
  /** What became of a contact that was passed on. */
  readonly transferred: ConversationTransfers["told"];
  readonly pictures: Pictures;
  readonly #parts: ConversationDeskParts;
  readonly #ownFiles: OwnFiles;
  readonly #transfers: ConversationTransfers;
  #unread: ReadonlyMap<ConversationId, number> = new Map();
  #counting: "no" | "yes" | "again" = "no";
  /** What the hub did not take of this operator; shown until it is sent again. */
  #refused: { readonly login: string; readonly messages: readonly RefusedMessage[] } | null = null;

  constructor(parts: ConversationDeskParts) {
    this.#parts = parts;
    this.#ownFiles = new OwnFiles(parts.ownFiles, () => parts.hub.self);
    const files = new ConversationFiles({ ...parts, own: this.#ownFiles });
    this.#transfers = new ConversationTransfers({
      ...parts,
      draft: (conversationId) => (parts.hub.self === null ? "" : parts.drafts.read(parts.hub.self, conversationId)),
      onGone: (conversationId) => this.#dropDraft(conversationId),
    });
    this.transferred = this.#transfers.told;
    this.pictures = new Pictures({ ...parts, files });
    this.handlers = {
      ...files.handlers,
      ...this.#transfers.handlers,
      "conversations.accept": (offer) => this.#whileOnline("interaction.accept-offer", offer),
      "conversations.refuse": (offer) => this.#whileOnline("interaction.refuse-offer", offer),
      "conversations.close": (contact) =>
        this.#isAnswered(contact.interactionId) ? accepted({}) : this.#add("interaction.close", contact),
      "conversations.read": ({ conversationId, beforeSeq, aroundSeq }) =>
        aroundSeq === undefined ? this.#read(conversationId, beforeSeq) : this.#readAround(conversationId, aroundSeq),
      "conversations.search": ({ conversationId, text }) => this.#search(conversationId, text),
      "conversations.unsent": ({ conversationId }) => accepted({ messages: this.#unsent(conversationId) }),
      "conversations.send": ({ conversationId, ...message }) => this.#send(conversationId, message),
      "conversations.resend": ({ conversationId, messageId }) => this.#resend(conversationId, messageId),
      "conversations.see": (mark) => this.#add("conversation.read-up-to", mark),
      "conversations.attend": ({ conversationId, isTyping }) => {
        this.attended.tell(conversationId);
        if (parts.isOnline())
          void parts.link.ask(isTyping ? "conversation.typing" : "conversation.viewing", { conversationId });
        return accepted({});
      },
      "drafts.get": ({ conversationId }) => this.#draft(conversationId),
      "drafts.set": ({ conversationId, text }) => this.#keepDraft(conversationId, text),
    };
  }

  /** None before the first welcome: it is not known whose mirror this is. */
  view(): ConversationView[] {
    const { mirror, hub } = this.#parts;
    if (hub.self === null) return [];
    return ownConversations([...mirror.waiting(), ...mirror.talks()], {
      ...{ self: hub.self, hub },
      unread: (conversationId) => this.#unread.get(conversationId) ?? 0,
      isAnswered: (interactionId) => this.#isAnswered(interactionId),
    });
  }

  handleWelcome(): void {
    void this.#countUnread();
  }

  handleEvents(events: readonly LogEvent[]): void {
    this.#transfers.handleEvents(events);
    if (events.some(({ type }) => COUNTED.has(type))) void this.#countUnread();
    for (const event of events) {
      if (event.type === "customer.erased") this.#forget(event.payload.contacts);
      if (event.type !== "message.received") continue;
      this.received.tell(event.payload.conversationId);
      this.marked.tell({ conversationId: event.payload.conversationId, colleague: null, isTyping: false });
    }
    const changed = new Set<ConversationId>();
    for (const { type, payload } of events)
      if (type.startsWith("message.") && "conversationId" in payload && payload.conversationId)
        changed.add(payload.conversationId);
    for (const conversationId of changed) this.changed.tell({ conversationId });
  }

  /** Who writes or looks on, as the hub says it by the way. */
  handleWord(word: LinkEphemeral): void {
    if (word.type === "customer-typing")
      this.marked.tell({ conversationId: word.conversationId, colleague: null, isTyping: true });
    if (word.type !== "colleague-viewing") return;
    const { conversationId, operatorId, isTyping } = word;
    const colleague = this.#parts.hub.operator(operatorId)?.name;
    if (colleague !== undefined) this.marked.tell({ conversationId, colleague, isTyping });
  }

  handleAnswer({ command, reply }: OutboxAnswer): void {
    if (command.name !== "message.send") return;
    const parsed = LinkCommands["message.send"].input.safeParse(command.input);
    if (!parsed.success) return;
    const { messageId, interactionId } = parsed.data;
    const others = this.#refusedMessages().filter((one) => one.messageId !== messageId);
    this.#keepRefused(reply.ok ? others : [...others, { ...parsed.data, madeAtMs: command.madeAtMs }]);
    if (reply.ok) this.#tryToKeep("files of a message", () => this.#ownFiles.settle(messageId));
    const conversationId = this.#conversationOf(interactionId);
    if (conversationId) this.changed.tell({ conversationId });
  }

  /**
   * Reads the unread counts from the hub's list, one question at a time. The hub's own word of them is not taken: it may be
   * lost beside a frame, and no later one would make it good.
   */
  async #countUnread(): Promise<void> {
    if (this.#counting !== "no") {
      this.#counting = "again";
      return;
    }
    if (!this.view().some(({ offer }) => offer === null)) return;
    do {
      this.#counting = "yes";
      const list = await this.#parts.link.ask("conversation.list", { scope: "mine", limit: PAGE_LIMIT });
      // Without an answer the link is gone: the next welcome asks again.
      if (!list?.ok) continue;
      this.#unread = new Map(list.value.conversations.map(({ conversationId, unread }) => [conversationId, unread]));
      this.#parts.show();
    } while (this.#isOutdated());
    this.#counting = "no";
  }

  #isOutdated(): boolean {
    return this.#counting === "again";
  }

  async #read(conversationId: ConversationId, beforeSeq: number | null) {
    const { link, hub } = this.#parts;
    const asked = { conversationId, limit: PAGE, ...(beforeSeq !== null && { beforeSeq }) };
    const answer = await link.ask("conversation.read", asked);
    if (!answer) return refused("hub-away", "later");
    if (!answer.ok) return refused(answer.code === "unknown-conversation" ? "unknown-conversation" : "hub-away", "no");
    const page = answer.value.messages.map((message) => threadMessage(message, hub.self, hub));
    const messages = beforeSeq === null ? withUnsent(page, this.#unsent(conversationId)) : page;
    return accepted({ messages, beforeSeq: answer.value.nextBeforeSeq });
  }

  async #readAround(conversationId: ConversationId, seq: number) {
    const { link, hub } = this.#parts;
    const [before, after] = await Promise.all([
      link.ask("conversation.read", { conversationId, limit: PAGE / 2, beforeSeq: seq }),
      link.ask("conversation.read", { conversationId, limit: PAGE / 2, afterSeq: Math.max(1, seq - 1) }),
    ]);
    if (!before || !after) return refused("hub-away", "later");
    if (!before.ok || !after.ok) return refused("unknown-conversation", "no");
    const messages = [...before.value.messages, ...after.value.messages];
    return accepted({
      messages: messages.map((message) => threadMessage(message, hub.self, hub)),
      beforeSeq: before.value.nextBeforeSeq,
      ...(after.value.nextAfterSeq !== null && { hasNewer: true as const }),
    });
  }

  /** The hub looks through a long conversation in pieces. */
  async #search(conversationId: ConversationId, text: string) {
    const hits: { messageId: MessageId; seq: number }[] = [];
    let beforeSeq: number | null = null;
    for (let piece = 0; piece < SEARCHED_PIECES && hits.length < PAGE_LIMIT; piece += 1) {
      const asked: LinkQueryInput<"conversation.search"> = {
        conversationId,
        text,
        limit: PAGE_LIMIT,
        ...(beforeSeq !== null && { beforeSeq }),
      };
      const answer: LinkAnswer<"conversation.search"> | null = await this.#parts.link.ask("conversation.search", asked);
      if (!answer) return refused("hub-away", "later");
      if (!answer.ok) return refused("unknown-conversation", "no");
      hits.push(...answer.value.messages.map(({ messageId, seq }) => ({ messageId, seq })));
      beforeSeq = answer.value.nextBeforeSeq;
      if (beforeSeq === null) break;
    }
    return accepted({ hits, hasMore: beforeSeq !== null });
  }

  #send(conversationId: ConversationId, message: LinkCommandInput<"message.send">) {
    if (message.text.trim() === "" && message.attachmentIds.length === 0) return refused("empty-message");
    const kept = this.#add("message.send", message);
    if (!kept.ok) return kept;
    // After the message is kept: a crash in between leaves the text twice rather than nowhere.
    this.#keepDraft(conversationId, "");
    const { messageId, attachmentIds } = message;
    this.#tryToKeep("files of a message", () => this.#ownFiles.send(conversationId, messageId, attachmentIds));
    this.changed.tell({ conversationId });
    return accepted({});
  }

  #resend(conversationId: ConversationId, messageId: MessageId) {
    const own = this.#refusedMessages().find((one) => one.messageId === messageId);
    if (!own) return this.#add("message.resend", { messageId });
    const { madeAtMs: _before, ...message } = own;
    const kept = this.#add("message.send", message);
    if (kept.ok) this.#keepRefused(this.#refusedMessages().filter((one) => one !== own));
    this.changed.tell({ conversationId });
    return kept;
  }

  /** Our messages that the hub does not have, in the order they were written. */
  #unsent(conversationId: ConversationId): ThreadMessage[] {
    const waiting = this.#parts.outbox.pending().flatMap(({ name, input, madeAtMs }) => {
      const parsed = name === "message.send" ? LinkCommands["message.send"].input.safeParse(input) : null;
      return parsed?.success ? [{ ...parsed.data, madeAtMs, delivery: "waiting" as const }] : [];
    });
    const back = this.#refusedMessages()
      .filter(({ messageId }) => !waiting.some((one) => one.messageId === messageId))
      .map((sent) => ({ ...sent, delivery: "refused" as const }));
    return [...back, ...waiting]
      .filter(({ interactionId }) => this.#conversationOf(interactionId) === conversationId)
      .sort((a, b) => a.madeAtMs - b.madeAtMs)
      .map(({ messageId, interactionId, text, madeAtMs, delivery }) => ({
        ...{ messageId, interactionId, text, delivery, from: "operator", colleague: null },
        files: [...this.#ownFiles.of(messageId)],
        ...{ atMs: madeAtMs, isEdited: false, isDeleted: false, failure: null, seq: null },
      }));
  }

  #refusedMessages(): readonly RefusedMessage[] {
    const { hub, log, refusedMessages } = this.#parts;
    if (hub.self === null) return [];
    if (this.#refused?.login === hub.self) return this.#refused.messages;
    try {
      this.#refused = { login: hub.self, messages: refusedMessages.read(hub.self) };
      return this.#refused.messages;
    } catch (error) {
      log.error({ error }, "refused messages could not be read");
      return [];
    }
  }

  /** What the disk does not take is shown all the same, as long as the program runs. */
  #keepRefused(all: readonly RefusedMessage[]): void {
    const { hub, log, refusedMessages } = this.#parts;
    const before = this.#refusedMessages();
    const messages = all.slice(-REFUSED_LIMIT);
    const isSame = messages.length === before.length && messages.every((message, index) => message === before[index]);
    if (hub.self === null || isSame) return;
    this.#refused = { login: hub.self, messages };
    try {
      refusedMessages.write(hub.self, messages);
    } catch (error) {
      log.error({ error }, "a refused message could not be kept");
    }
  }

  /** What was written to a customer goes with all else of them. */
  #forget(contacts: readonly { readonly interactionId: InteractionId }[]): void {
    const isErased = (interactionId: InteractionId) => contacts.some((one) => one.interactionId === interactionId);
    this.#keepRefused(this.#refusedMessages().filter(({ interactionId }) => !isErased(interactionId)));
    for (const { interactionId } of contacts) {
      const conversationId = this.#conversationOf(interactionId);
      if (conversationId) this.#dropDraft(conversationId);
    }
    this.pictures.forgetAll();
  }

  #dropDraft(conversationId: ConversationId): void {
    this.#keepDraft(conversationId, "");
    this.#tryToKeep("files of a draft", () => this.#ownFiles.forget(conversationId));
  }

  #draft(conversationId: ConversationId) {
    const { drafts, hub, log } = this.#parts;
    try {
      const text = hub.self === null ? "" : drafts.read(hub.self, conversationId);
      return accepted({ text, files: [...this.#ownFiles.inDraft(conversationId)] });
    } catch (error) {
      log.error({ error }, "a draft could not be read");
      return refused("store-failed", "later");
    }
  }

  #keepDraft(conversationId: ConversationId, text: string) {
    const { drafts, hub } = this.#parts;
    const login = hub.self;
    if (login === null) return refused("store-failed", "later");
    return this.#tryToKeep("a draft", () => drafts.write(login, conversationId, text));
  }

  #tryToKeep(what: string, write: () => void) {
    try {
      write();
      return accepted({});
    } catch (error) {
      this.#parts.log.error({ error }, `${what} could not be kept`);
      return refused("store-failed", "later");
    }
  }

  #whileOnline<N extends LinkCommandName>(name: N, input: LinkCommandInput<N> & { interactionId: InteractionId }) {
    if (!this.#parts.isOnline()) return refused("hub-away", "later");
    // Pressed twice it is asked once.
    return this.#isAnswered(input.interactionId) ? accepted({}) : this.#add(name, input);
  }

  #add<N extends LinkCommandName>(name: N, input: LinkCommandInput<N>) {
    const kept = this.#parts.outbox.add(name, input);
    return kept.ok ? accepted({}) : kept;
  }

  #isAnswered(interactionId: InteractionId): boolean {
    return this.#parts.outbox.pending().some(({ name, input }) => {
      const isAnswer = ANSWERS.some((answer) => answer === name);
      return isAnswer && (input as { readonly interactionId?: unknown }).interactionId === interactionId;
    });
  }

  #conversationOf(interactionId: InteractionId): ConversationId | null {
    return this.#parts.mirror.interaction(interactionId)?.conversationId ?? null;
  }
}
