import type { QuickReply, ReplyScope } from "../../../src-shared/domain/replies/quick-reply.ts";
import { isSameScope, replyRefusal } from "../../../src-shared/domain/replies/reply-rules.ts";
import { hasRight } from "../../../src-shared/domain/rights.ts";
import type { InteractionId, ReplyId } from "../../../src-shared/ids.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { ReplyView, replyRequests } from "../../../src-shared/ipc/replies.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { type LinkCommandInput, LinkCommands } from "../../../src-shared/link/link-contract.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { Listeners } from "../calls/listeners.ts";
import type { Mirror } from "../mirror/mirror.ts";
import type { Outbox, OutboxAnswer } from "../outbox/outbox.ts";
import type { Log } from "../ports/log.ts";
import type { MirrorStore, OutboxCommand } from "../ports/store.ts";
import type { HubKnowledge } from "../workplace/hub-knowledge.ts";

const PLACES = { own: 0, queue: 1, company: 2 } as const satisfies Record<ReplyScope["kind"], number>;

export type ReplyDeskParts = {
  readonly store: Pick<MirrorStore, "replies" | "interaction" | "position">;
  readonly mirror: Pick<Mirror, "onChange">;
  readonly outbox: Pick<Outbox, "add" | "pending" | "onAnswer">;
  readonly hub: Pick<HubKnowledge, "self" | "queue" | "operator">;
  readonly log: Log;
};

/** The quick replies of the operator of this desktop. */
export class ReplyDesk {
  readonly handlers: Pick<Handlers<WorkplaceContract>, keyof typeof replyRequests>;
  readonly changed = new Listeners<Record<never, never>>();
  readonly #parts: ReplyDeskParts;
  /** Done at the hub, and not told by it yet: until then they would seem undone. */
  #done: { readonly command: OutboxCommand; readonly seq: number }[] = [];

  constructor(parts: ReplyDeskParts) {
    this.#parts = parts;
    this.handlers = {
      "replies.list": ({ interactionId }) =>
        this.#orRefused(() =>
          accepted({ replies: this.#list(interactionId), mayShare: this.#mayChange({ kind: "company" }) }),
        ),
      "replies.set": (reply) => this.#orRefused(() => this.#set(reply)),
      "replies.remove": ({ replyId }) => this.#orRefused(() => this.#remove(replyId)),
    };
  }

  listen(): (() => void)[] {
    const { mirror, outbox } = this.#parts;
    return [
      mirror.onChange(({ wasReset, events }) => {
        if (wasReset || events.some(({ type }) => type.startsWith("reply."))) this.changed.tell({});
      }),
      outbox.onAnswer((answer) => this.#handleAnswer(answer)),
    ];
  }

  #handleAnswer({ command, reply }: OutboxAnswer): void {
    if (!command.name.startsWith("reply.")) return;
    if (reply.ok) this.#done.push({ command, seq: reply.seq });
    else this.changed.tell({});
  }

  #list(interactionId: InteractionId | null): ReplyView[] {
    const { store } = this.#parts;
    const contact = interactionId === null ? null : store.interaction(interactionId);
    const queueId = contact?.queueId ?? null;
    return this.#known()
      .filter(({ scope }) => this.#isShown(scope, interactionId === null ? "all" : queueId))
      .map((reply) => this.#view(reply))
      .sort(
        (one, other) =>
          PLACES[one.scope.kind] - PLACES[other.scope.kind] ||
          (one.queueName ?? "").localeCompare(other.queueName ?? "") ||
          one.title.localeCompare(other.title) ||
          (one.replyId < other.replyId ? -1 : 1),
      );
  }

  /** In a contact a queue's replies are those of its own queue; in one without a queue, of the queues of this operator. */
  #isShown(scope: ReplyScope, of: string | null): boolean {
    if (scope.kind !== "queue") return true;
    if (of !== "all" && of !== null) return scope.queueId === of;
    const { hub } = this.#parts;
    const isMember = hub.self !== null && hub.queue(scope.queueId)?.members.includes(hub.self) === true;
    return isMember || (of === "all" && this.#mayChange(scope));
  }

  #view({ replyId, scope, title, shortcut, text }: QuickReply): ReplyView {
    const queueName = scope.kind === "queue" ? (this.#parts.hub.queue(scope.queueId)?.name ?? null) : null;
    return { replyId, scope, title, shortcut, text, queueName, isEditable: this.#mayChange(scope) };
  }

  #set(reply: QuickReply) {
    if (!this.#mayChange(reply.scope)) return refused("not-allowed");
    const known = this.#known();
    const before = known.find(({ replyId }) => replyId === reply.replyId);
    if (before && !isSameScope(before.scope, reply.scope)) return refused("not-allowed");
    const refusal = replyRefusal(
      known.filter(({ scope }) => isSameScope(scope, reply.scope)),
      reply,
    );
    if (refusal) return refused(refusal);
    const { scope, ...words } = reply;
    const { outbox } = this.#parts;
    const kept =
      scope.kind === "own" ? outbox.add("reply.set-own", words) : outbox.add("reply.set-shared", { ...words, scope });
    if (!kept.ok) return kept;
    this.changed.tell({});
    return accepted({});
  }

  #remove(replyId: ReplyId) {
    const known = this.#known().find((reply) => reply.replyId === replyId);
    // Removed twice is removed once.
    if (!known) return accepted({});
    if (!this.#mayChange(known.scope)) return refused("not-allowed");
    const name = known.scope.kind === "own" ? "reply.remove-own" : "reply.remove-shared";
    const kept = this.#parts.outbox.add(name, { replyId });
    if (!kept.ok) return kept;
    this.changed.tell({});
    return accepted({});
  }

  #mayChange({ kind }: ReplyScope): boolean {
    const { self, operator } = this.#parts.hub;
    if (self === null) return false;
    return kind === "own" || hasRight(operator(self)?.role ?? "operator", "queue.manage");
  }

  /** What the hub told, and over it what was done here. */
  #known(): readonly QuickReply[] {
    const { hub, store, outbox } = this.#parts;
    if (hub.self === null) return [];
    const { lastSeq } = store.position();
    this.#done = this.#done.filter(({ seq }) => seq > lastSeq);
    const replies = new Map(store.replies(hub.self).map((reply) => [reply.replyId, reply]));
    for (const command of [...this.#done.map((one) => one.command), ...outbox.pending()]) {
      const set = setBy(command);
      if (set) replies.set(set.replyId, set);
      const removed = removedBy(command);
      if (removed) replies.delete(removed);
    }
    return [...replies.values()];
  }

  #orRefused<Value>(job: () => Value) {
    try {
      return job();
    } catch (error) {
      this.#parts.log.error({ error }, "quick replies could not be read");
      return refused("store-failed", "later");
    }
  }
}

function setBy({ name, input }: OutboxCommand): QuickReply | null {
  if (name === "reply.set-own") {
    const words = LinkCommands[name].input.safeParse(input).data;
    return words ? { ...words, scope: { kind: "own" } } : null;
  }
  return name === "reply.set-shared" ? (LinkCommands[name].input.safeParse(input).data ?? null) : null;
}

function removedBy({ name, input }: OutboxCommand): ReplyId | null {
  if (name !== "reply.remove-own" && name !== "reply.remove-shared") return null;
  const parsed: LinkCommandInput<"reply.remove-own"> | undefined = LinkCommands[name].input.safeParse(input).data;
  return parsed?.replyId ?? null;
}
