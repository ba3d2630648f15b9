import { channelKind } from "../../src-shared/domain/channel.ts";
import { type Interaction, isOpen } from "../../src-shared/domain/interaction.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { ConversationId, InteractionId, OperatorId } from "../../src-shared/ids.ts";
import type { EventLog } from "../log/event-log.ts";

/** Whether a contact is written, not spoken. */
export function isText({ channel }: Pick<Interaction, "channel">): boolean {
  return channelKind(channel) === "text";
}

/** Which contact of a conversation is open now: at most one. Follows the log. */
export class OpenContacts {
  readonly #log: EventLog;
  readonly #byConversation = new Map<ConversationId, InteractionId>();

  constructor(log: EventLog) {
    this.#log = log;
    for (const interaction of log.unclosed()) this.#place(interaction);
  }

  follow(events: readonly LogEvent[]): void {
    for (const { type, payload } of events)
      if (type === "interaction.created") this.#place(this.#log.interaction(payload.interactionId));
      else if (type === "interaction.ended") this.#remove(payload.interactionId);
  }

  ofConversation(conversationId: ConversationId): Interaction | undefined {
    const interactionId = this.#byConversation.get(conversationId);
    return interactionId && this.#log.interaction(interactionId);
  }

  /** An open text contact by its id. */
  contact(interactionId: InteractionId): (Interaction & { readonly conversationId: ConversationId }) | undefined {
    const interaction = this.#log.interaction(interactionId);
    return interaction && isOpen(interaction) && isText(interaction) && hasConversation(interaction)
      ? interaction
      : undefined;
  }

  all(): readonly Interaction[] {
    return [...this.#byConversation.values()].flatMap((interactionId) => this.#log.interaction(interactionId) ?? []);
  }

  #place(interaction: Interaction | undefined): void {
    if (interaction?.conversationId && isOpen(interaction) && isText(interaction))
      this.#byConversation.set(interaction.conversationId, interaction.interactionId);
  }

  #remove(interactionId: InteractionId): void {
    for (const [conversationId, open] of this.#byConversation)
      if (open === interactionId) this.#byConversation.delete(conversationId);
  }
}

/** Whether the contact is part of a conversation. */
export function hasConversation(
  interaction: Interaction,
): interaction is Interaction & { readonly conversationId: ConversationId } {
  return interaction.conversationId !== undefined;
}

/** Whether it is this operator's turn to speak with the customer. */
export function isOwner({ operatorId, state }: Interaction, self: OperatorId): boolean {
  return operatorId === self && (state === "active" || state === "held");
}
