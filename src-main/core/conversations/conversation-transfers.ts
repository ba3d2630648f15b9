import { channelKind } from "../../../src-shared/domain/channel.ts";
import { HAND_OVER_DRAFT_LIMIT } from "../../../src-shared/domain/hand-over.ts";
import { handOverOf } from "../../../src-shared/domain/hand-over-rules.ts";
import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import { cleanText } from "../../../src-shared/domain/message.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import { CommandId, type ConversationId, type OperatorId } from "../../../src-shared/ids.ts";
import type { conversationTransferRequests } from "../../../src-shared/ipc/conversation-transfers.ts";
import type { EventPayloadOf, Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import type { LinkCommandInput } from "../../../src-shared/link/link-contract.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { Listeners } from "../calls/listeners.ts";
import type { Clock } from "../ports/clock.ts";
import type { HubLink } from "../ports/hub-link.ts";
import type { MirrorStore } from "../ports/store.ts";
import type { HubKnowledge } from "../workplace/hub-knowledge.ts";

export type Transferred = EventPayloadOf<WorkplaceContract, "conversations.transferred">;
type Name = "interaction.transfer" | "interaction.take-back";

export type ConversationTransfersParts = {
  readonly clock: Pick<Clock, "newId">;
  readonly link: Pick<HubLink, "send">;
  readonly mirror: Pick<MirrorStore, "interaction">;
  readonly hub: Pick<HubKnowledge, "self" | "queueName" | "operator">;
  readonly isOnline: () => boolean;
  /** What the operator is writing. */
  readonly draft: (conversationId: ConversationId) => string;
  /** It is another's now: what was being written went along. */
  readonly onGone: (conversationId: ConversationId) => void;
};

/** Passing the operator's text contacts on, and what becomes of it. */
export class ConversationTransfers {
  readonly handlers: Pick<Handlers<WorkplaceContract>, keyof typeof conversationTransferRequests>;
  readonly told = new Listeners<Transferred>();
  readonly #parts: ConversationTransfersParts;

  constructor(parts: ConversationTransfersParts) {
    this.#parts = parts;
    this.handlers = {
      "conversations.transfer": async ({ interactionId, to, card }) => {
        const conversationId = parts.mirror.interaction(interactionId)?.conversationId;
        if (!conversationId || parts.hub.self === null) return refused("unknown-conversation");
        const draft = cleanText(parts.draft(conversationId).slice(0, HAND_OVER_DRAFT_LIMIT)).trim();
        const { fromOperatorId: _self, note, ...told } = handOverOf(parts.hub.self, { ...card, draft }, false);
        const refusal = await this.#send("interaction.transfer", { ...told, interactionId, to, note: note ?? "" });
        return refusal === null ? accepted({}) : refused(transferSaid(refusal), "later");
      },
      "conversations.take-back": async ({ interactionId }) => {
        const refusal = await this.#send("interaction.take-back", { interactionId });
        // Nobody is asked any more: that is what was wanted, or the colleague was quicker.
        if (refusal === null || refusal === "not-under-way") return accepted({});
        return refused(refusal === "hub-away" ? "hub-away" : "unknown-conversation", "later");
      },
    };
  }

  handleEvents(events: readonly LogEvent[]): void {
    for (const event of events) {
      if (!("interactionId" in event.payload)) continue;
      const contact = this.#parts.mirror.interaction(event.payload.interactionId);
      if (contact && channelKind(contact.channel) === "text") this.#handle(event, contact);
    }
  }

  #handle({ type, payload }: LogEvent, contact: Interaction): void {
    const { self } = this.#parts.hub;
    if (type === "interaction.transferred" && payload.fromOperatorId === self)
      this.#tell(contact, "done", this.#nameOf(payload.toOperatorId));
    if (type === "interaction.queued" && payload.handOver?.fromOperatorId === self)
      this.#tell(contact, "done", this.#parts.hub.queueName(payload.queueId) ?? "");
    if (type !== "interaction.offer-ended" || contact.operatorId !== self || payload.operatorId === self) return;
    const { outcome } = payload;
    if (outcome === "declined" || outcome === "no-answer" || outcome === "unreachable")
      this.#tell(contact, outcome, this.#nameOf(payload.operatorId));
  }

  #tell({ conversationId, customer }: Interaction, outcome: Transferred["outcome"], party: string): void {
    if (conversationId === undefined) return;
    if (outcome === "done") this.#parts.onGone(conversationId);
    this.told.tell({ conversationId, outcome, customer, party });
  }

  #nameOf(operatorId: OperatorId | null): string {
    return (operatorId && this.#parts.hub.operator(operatorId)?.name) ?? operatorId ?? "";
  }

  /** Why it was refused; null: it was not. */
  async #send<N extends Name>(name: N, input: LinkCommandInput<N>): Promise<string | null> {
    const { clock, isOnline, link } = this.#parts;
    if (!isOnline()) return "hub-away";
    const reply = await link.send({ commandId: CommandId.parse(clock.newId()), name, input });
    if (reply === null) return "hub-away";
    return reply.ok ? null : reply.code;
  }
}

function transferSaid(code: string) {
  switch (code) {
    case "hub-away":
    case "target-unavailable":
    case "unknown-target":
    case "transfer-under-way":
      return code;
    default:
      return "unknown-conversation";
  }
}
