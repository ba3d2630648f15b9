import {
  foldInteraction,
  type Interaction,
  isInteractionEvent,
  mayFollow,
} from "../../src-shared/domain/interaction.ts";
import { EventPayloads, type LogEvent, type NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import type { WriteDb } from "../db/schema.ts";

/** An event that may not follow the state of its interaction: a fault of whoever asked to log it. */
export class IllegalEventError extends Error {
  override readonly name = "IllegalEventError";
}

/** Writes that belong to an append and share its transaction. */
export type AlongsideWrite = (db: WriteDb, events: readonly LogEvent[]) => Promise<void>;

/** What somebody asked to log: all of it, or none. */
export type Append = { readonly newEvents: readonly NewEvent[]; readonly alongside: AlongsideWrite | undefined };

/** An append with its numbers, and what it makes of its interactions. */
export type NumberedAppend = {
  readonly events: readonly LogEvent[];
  readonly alongside: AlongsideWrite | undefined;
  readonly changed: ReadonlyMap<InteractionId, Interaction>;
};

/**
 * Appends that become one transaction, one after another: each sees what those before it made of the interactions, as
 * if they had been committed. What may not follow is refused alone, and takes no number.
 */
export class AppendGroup {
  readonly members: NumberedAppend[] = [];
  /** Interactions as the whole group leaves them. */
  readonly changed = new Map<InteractionId, Interaction>();
  readonly #committed: ReadonlyMap<InteractionId, Interaction>;
  #headSeq: number;

  constructor(headSeq: number, committed: ReadonlyMap<InteractionId, Interaction>) {
    this.#headSeq = headSeq;
    this.#committed = committed;
  }

  /** An interaction as the database holds it; undefined: it is new, or was closed before. */
  committed(interactionId: InteractionId): Interaction | undefined {
    return this.#committed.get(interactionId);
  }

  get events(): readonly LogEvent[] {
    return this.members.flatMap(({ events }) => events);
  }

  /** Throws what is wrong with it; then the group is as it was before. */
  add({ newEvents, alongside }: Append, atMs: number): NumberedAppend {
    const events = newEvents.map((event, index) => {
      const payload = EventPayloads[event.type].parse(event.payload);
      return { ...event, payload, seq: this.#headSeq + index + 1, atMs } as LogEvent;
    });
    const member = { events, alongside, changed: this.#fold(events) };
    for (const [interactionId, interaction] of member.changed) this.changed.set(interactionId, interaction);
    this.#headSeq += events.length;
    this.members.push(member);
    return member;
  }

  /** An interaction as an append of the group leaves it; undefined: it is closed since an append before, or there is none. */
  interactionAfter(index: number, interactionId: InteractionId): Interaction | undefined {
    const own = this.members[index]?.changed.get(interactionId);
    if (own) return own;
    for (const { changed } of this.members.slice(0, index).reverse()) {
      const before = changed.get(interactionId);
      if (before) return before.state === "closed" ? undefined : before;
    }
    return this.#committed.get(interactionId);
  }

  #fold(events: readonly LogEvent[]): ReadonlyMap<InteractionId, Interaction> {
    const changed = new Map<InteractionId, Interaction>();
    for (const event of events) {
      if (!isInteractionEvent(event)) continue;
      const { interactionId } = event.payload;
      const before = changed.get(interactionId) ?? this.#known(interactionId);
      if (!mayFollow(before?.state, event.type))
        throw new IllegalEventError(`${event.type} may not follow ${before?.state ?? "nothing"}`);
      const after = foldInteraction(before, event);
      if (after) changed.set(interactionId, after);
    }
    return changed;
  }

  /** As it would be in memory, had the appends before been committed: what is closed is not there any more. */
  #known(interactionId: InteractionId): Interaction | undefined {
    const inGroup = this.changed.get(interactionId);
    if (inGroup === undefined) return this.#committed.get(interactionId);
    return inGroup.state === "closed" ? undefined : inGroup;
  }
}
