import type { BusinessHours } from "../../src-shared/domain/distribution/business-hours.ts";
import { treatmentWhenClosed } from "../../src-shared/domain/distribution/queue-rules.ts";
import {
  type CustomerLanguage,
  closedWords,
  DEFAULT_TEXT_RULES,
} from "../../src-shared/domain/distribution/text-rules.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import { type ConversationId, MessageId, type QueueId } from "../../src-shared/ids.ts";
import { opensAt } from "../../src-shared/site-chat/call-back-windows.ts";
import { readMessages } from "../log/message-store.ts";
import { endEvents } from "../service/endings.ts";
import { type OfMessage, sentEvent } from "./message-events.ts";
import type { TextNeeds } from "./text-needs.ts";

/** The same words are not said again sooner: who writes ten times at night is told once. */
const SAID_AGAIN_AFTER_MS = 3_600_000;
const LOOK_BACK = 10;

/** What a contact meets that comes to a closed queue. */
export type AtClosedQueue = {
  readonly isClosedAtOnce: boolean;
  /** What the customer is told, and what becomes of the contact; after the customer's own message. */
  readonly events: (of: OfMessage) => readonly NewEvent[];
};

/** Speaks for a queue that is closed: the customer is told, and waits or is let go, as the queue's rules say. */
export class ClosedQueue {
  readonly #needs: Pick<TextNeeds, "db" | "clock" | "directory">;
  /** When a queue opens does not change while it is closed; to find it out costs a walk through the calendar. */
  readonly #opens = new Map<QueueId, { readonly hours: BusinessHours; readonly atMs: number | null }>();

  constructor(needs: Pick<TextNeeds, "db" | "clock" | "directory">) {
    this.#needs = needs;
  }

  /** Null: the queue is open. `conversationId` null: nobody wrote in it before. */
  async meet(
    queueId: QueueId,
    conversationId: ConversationId | null,
    language: CustomerLanguage | null,
  ): Promise<AtClosedQueue | null> {
    const { clock, directory } = this.#needs;
    const rules = directory.queue(queueId)?.rules;
    const hours = rules?.hours;
    if (!rules || !hours || treatmentWhenClosed(rules, clock.nowMs()) === null) return null;
    const { text = DEFAULT_TEXT_RULES } = rules;
    const atMs = this.#opensAt(queueId, hours);
    const words = closedWords(text, language, { atMs, timeZone: hours.timeZone });
    const isSaid = words !== "" && !(conversationId && (await this.#wasSaid(conversationId, words)));
    const isClosedAtOnce = text.whenClosed === "close";
    return {
      isClosedAtOnce,
      events: (of) => {
        const messageId = MessageId.parse(clock.newId());
        const said = isSaid ? [sentEvent({ ...of, messageId }, { text: words, operatorId: null })] : [];
        if (!isClosedAtOnce) return said;
        const { interactionId } = of;
        const payload = { interactionId, treatment: "message", cause: "queue-closed" } as const;
        return [
          { type: "interaction.treated", actor: "system", payload },
          ...said,
          ...endEvents(interactionId, { endedBy: "system", result: "expired" }, false),
        ];
      },
    };
  }

  #opensAt(queueId: QueueId, hours: BusinessHours): number | null {
    const known = this.#opens.get(queueId);
    const nowMs = this.#needs.clock.nowMs();
    if (known?.hours === hours && (known.atMs === null || known.atMs > nowMs)) return known.atMs;
    const atMs = opensAt(hours, nowMs);
    this.#opens.set(queueId, { hours, atMs });
    return atMs;
  }

  async #wasSaid(conversationId: ConversationId, words: string): Promise<boolean> {
    const { db, clock } = this.#needs;
    const last = await readMessages(db, conversationId, { limit: LOOK_BACK, isOurs: true });
    const sinceMs = clock.nowMs() - SAID_AGAIN_AFTER_MS;
    return last.some(({ from, text, atMs }) => from === "system" && text === words && atMs > sinceMs);
  }
}
