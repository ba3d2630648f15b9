import { VIEWING_EVERY_MS } from "../../src-shared/domain/attention.ts";
import type { ConversationId, OperatorId } from "../../src-shared/ids.ts";
import type { OpenContacts } from "./open-contacts.ts";
import type { TextNeeds } from "./text-needs.ts";

/** Conversations that are looked at, at most: what is above is forgotten first come, first gone. */
const MOST_VIEWED = 10_000;

/** Who has which conversation before them now; kept in memory only, and told to whoever else looks at it. */
export class ConversationViewers {
  readonly #needs: Pick<TextNeeds, "clock" | "tell">;
  readonly #contacts: OpenContacts;
  readonly #untilMs = new Map<ConversationId, Map<OperatorId, number>>();

  constructor(needs: Pick<TextNeeds, "clock" | "tell">, contacts: OpenContacts) {
    this.#needs = needs;
    this.#contacts = contacts;
  }

  /** An operator looks at a conversation, or writes in it. */
  looks(operatorId: OperatorId, conversationId: ConversationId, isTyping: boolean): void {
    const { clock, tell } = this.#needs;
    const nowMs = clock.nowMs();
    const viewers = this.#untilMs.get(conversationId) ?? new Map<OperatorId, number>();
    viewers.set(operatorId, nowMs + 2 * VIEWING_EVERY_MS);
    this.#untilMs.delete(conversationId);
    this.#untilMs.set(conversationId, viewers);
    const [oldest] = this.#untilMs.keys();
    if (this.#untilMs.size > MOST_VIEWED && oldest !== undefined) this.#untilMs.delete(oldest);
    for (const [viewer, untilMs] of viewers) if (untilMs <= nowMs) viewers.delete(viewer);
    const owner = this.#contacts.ofConversation(conversationId)?.operatorId;
    const others = new Set([...viewers.keys(), ...(owner ? [owner] : [])]);
    others.delete(operatorId);
    for (const other of others) tell(other, { type: "colleague-viewing", conversationId, operatorId, isTyping });
  }
}
