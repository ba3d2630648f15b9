import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import { channelLog } from "../log.ts";
import type { ConversationReader } from "./conversation-reader.ts";
import type { TextNeeds } from "./text-needs.ts";

/**
 * Tells operators how much they have not read, whenever it may be another: always the whole of it, read from the one store
 * it is counted from, so that a word that is lost is made good by the next one. At most one count an operator at a time.
 */
export class UnreadTeller {
  readonly #tell: TextNeeds["tell"];
  readonly #reader: ConversationReader;
  /** Who is being counted for; true: something happened meanwhile, and it is to be counted anew. */
  readonly #counting = new Map<OperatorId, boolean>();

  constructor({ tell }: Pick<TextNeeds, "tell">, reader: ConversationReader) {
    this.#tell = tell;
    this.#reader = reader;
  }

  follow(events: readonly LogEvent[]): void {
    for (const operatorId of new Set(events.flatMap((event) => concernedBy(event)))) this.count(operatorId);
  }

  /** Counts for an operator, and tells it. */
  count(operatorId: OperatorId): void {
    if (this.#counting.has(operatorId)) {
      this.#counting.set(operatorId, true);
      return;
    }
    this.#counting.set(operatorId, false);
    void this.#countUntilDone(operatorId);
  }

  async #countUntilDone(operatorId: OperatorId): Promise<void> {
    try {
      do {
        this.#counting.set(operatorId, false);
        this.#tell(operatorId, { type: "unread", ...(await this.#reader.unread({ operatorId })) });
      } while (this.#counting.get(operatorId));
    } catch (error) {
      // The database is gone, or the hub stops: the next event counts again.
      channelLog.warn({ operatorId, error }, "unread messages could not be counted");
    } finally {
      this.#counting.delete(operatorId);
    }
  }
}

function concernedBy({ type, payload }: LogEvent): readonly OperatorId[] {
  switch (type) {
    case "message.received":
    case "message.deleted":
      return payload.ownerId ? [payload.ownerId] : [];
    case "conversation.read-up-to":
    case "interaction.accepted":
      return [payload.operatorId];
    case "interaction.transferred":
      return [payload.fromOperatorId, ...(payload.toOperatorId ? [payload.toOperatorId] : [])];
    default:
      return [];
  }
}
