import type { FairnessEntry } from "../../src-shared/domain/fairness/fairness-ledger.ts";
import { FairnessLedger, joinEntries } from "../../src-shared/domain/fairness/fairness-ledger.ts";
import { foldMessage, type Message, type MessageEvent } from "../../src-shared/domain/fold-message.ts";
import {
  foldInteraction,
  type Interaction,
  isInteractionEvent,
  mayFollow,
} from "../../src-shared/domain/interaction.ts";
import {
  foldPresence,
  isPresenceEvent,
  newPresence,
  type OperatorPresence,
} from "../../src-shared/domain/operator-presence.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, MessageId, OperatorId } from "../../src-shared/ids.ts";

/** All that the events of a log make, when they are read once from the first to the last by nobody but the pure rules. */
export class ReplayedLog {
  readonly interactions = new Map<InteractionId, Interaction>();
  readonly presences = new Map<OperatorId, OperatorPresence>();
  readonly messages = new Map<MessageId, Message>();
  /** What is still to be told to a channel: `kind messageId`. */
  readonly outbound = new Set<string>();
  /** The last note, by interaction and operator. */
  readonly notes = new Map<string, string>();
  /** The last outcome, by interaction and operator. */
  readonly outcomes = new Map<string, object>();
  /** In words: what the log holds though it may not. */
  readonly faults: string[] = [];
  /** How often each interaction was ended, and closed. */
  readonly endings = new Map<InteractionId, { ended: number; closed: number }>();
  readonly #counted: FairnessEntry[] = [];

  constructor(events: readonly LogEvent[]) {
    const ledger = new FairnessLedger({ presences: [], unclosed: [], dialler: () => null });
    for (const [index, event] of events.entries()) {
      if (event.seq !== index + 1) this.faults.push(`number ${event.seq} stands where ${index + 1} belongs`);
      this.#readContact(event);
      this.#readPresence(event);
      this.#readMessage(event);
      if (event.type === "interaction.note-changed")
        this.notes.set(`${event.payload.interactionId} ${event.payload.operatorId}`, event.payload.text);
      if (event.type === "interaction.outcome-changed") {
        const { interactionId, operatorId, ...outcome } = event.payload;
        this.outcomes.set(`${interactionId} ${operatorId}`, outcome);
      }
      const after = "interactionId" in event.payload ? this.interactions.get(event.payload.interactionId) : undefined;
      this.#counted.push(...ledger.follow(event, after));
    }
  }

  /** What a ledger of fairness has to hold. */
  get fairness(): readonly FairnessEntry[] {
    return joinEntries(this.#counted);
  }

  #readContact(event: LogEvent): void {
    if (!isInteractionEvent(event)) return;
    const { interactionId } = event.payload;
    const before = this.interactions.get(interactionId);
    if (!mayFollow(before?.state, event.type))
      this.faults.push(`${event.seq}: ${event.type} of ${interactionId} follows ${before?.state ?? "nothing"}`);
    const after = foldInteraction(before, event);
    if (after) this.interactions.set(interactionId, after);
    const endings = this.endings.get(interactionId) ?? { ended: 0, closed: 0 };
    if (event.type === "interaction.ended") endings.ended += 1;
    if (event.type === "interaction.closed") endings.closed += 1;
    this.endings.set(interactionId, endings);
  }

  #readPresence(event: LogEvent): void {
    if (!isPresenceEvent(event)) return;
    const { operatorId } = event.payload;
    const before = this.presences.get(operatorId) ?? newPresence(operatorId, event.atMs);
    this.presences.set(operatorId, foldPresence(before, event));
  }

  #readMessage(event: LogEvent): void {
    if (!isMessageEvent(event)) return;
    const { messageId } = event.payload;
    const before = this.messages.get(messageId);
    if (before && (event.type === "message.sent" || event.type === "message.received"))
      this.faults.push(`${event.seq}: ${event.type} of ${messageId} for the second time`);
    const after = foldMessage(before, event);
    if (after) this.messages.set(messageId, after);
    const { type } = event;
    if (type === "message.sent") this.outbound.add(`send ${messageId}`);
    if (type === "message.edit-asked") this.outbound.add(`edit ${messageId}`);
    if (type === "message.delivery-changed") this.outbound.delete(`send ${messageId}`);
    if (type === "message.edited" || type === "message.edit-failed" || type === "message.deleted")
      this.outbound.delete(`edit ${messageId}`);
  }
}

function isMessageEvent(event: LogEvent): event is MessageEvent {
  return event.type.startsWith("message.");
}
