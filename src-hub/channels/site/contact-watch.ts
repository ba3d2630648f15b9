import type { BusinessHours } from "../../../src-shared/domain/distribution/business-hours.ts";
import { type Interaction, isOpen } from "../../../src-shared/domain/interaction.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId, QueueId } from "../../../src-shared/ids.ts";
import type { EventLog } from "../../log/event-log.ts";
import type { ContactListener, ContactState, SiteContacts } from "./site-contacts.ts";
import type { StaffWatch } from "./staff-watch.ts";

const IDLE: ContactState = { phase: "idle", operator: null, position: null };

export type WatchNeeds = {
  readonly log: EventLog;
  /** The name visitors see. */
  readonly nameOf: (operatorId: OperatorId) => string | null;
  readonly hoursOf: (queueId: QueueId) => BusinessHours | null;
  readonly staff: StaffWatch;
  /** Whether the exchange and the queue would take a call from a site now. */
  readonly takesCalls: (queueId: QueueId) => boolean;
};

/** Reads from the log how it stands with the contacts of the sites' visitors. */
export class ContactWatch implements SiteContacts {
  readonly #needs: WatchNeeds;
  readonly #open = new Map<string, InteractionId>();
  readonly #visitors = new Map<InteractionId, Visitor>();
  #listener: ContactListener | null = null;
  /** Counted once for all who ask, until something happens. */
  #positions: ReadonlyMap<InteractionId, number> | null = null;
  readonly #stop: () => void;

  constructor(needs: WatchNeeds) {
    this.#needs = needs;
    for (const interaction of needs.log.unclosed()) this.#place(interaction);
    this.#stop = needs.log.onAppended((events) => this.#follow(events));
  }

  listen(listener: ContactListener): void {
    this.#listener = listener;
  }

  stop(): void {
    this.#stop();
  }

  state(siteKey: string, visitorId: string): ContactState {
    const interaction = this.#interaction(siteKey, visitorId);
    if (!interaction || !isOpen(interaction)) return IDLE;
    const { state, operatorId } = interaction;
    if (state === "active" || state === "held")
      return { phase: "talking", operator: operatorId && this.#needs.nameOf(operatorId), position: null };
    return { phase: "waiting", operator: null, position: this.#position(interaction) };
  }

  isStaffed(queueId: QueueId): boolean {
    return this.#needs.staff.isStaffed(queueId);
  }

  takesCalls(queueId: QueueId): boolean {
    return this.#needs.takesCalls(queueId);
  }

  hoursOf(queueId: QueueId): BusinessHours | null {
    return this.#needs.hoursOf(queueId);
  }

  #interaction(siteKey: string, visitorId: string): Interaction | undefined {
    const interactionId = this.#open.get(nameOf(siteKey, visitorId));
    return interactionId && this.#needs.log.interaction(interactionId);
  }

  /** Place among those who wait in the same queue, by the time they came; priorities of others may still change it. */
  #position({ interactionId }: Interaction): number {
    this.#positions ??= countPlaces(this.#needs.log.unclosed());
    return this.#positions.get(interactionId) ?? 1;
  }

  #follow(events: readonly LogEvent[]): void {
    let isQueueOther = false;
    this.#positions = null;
    for (const event of events) {
      const { type, payload } = event;
      if (!type.startsWith("interaction.") || !("interactionId" in payload)) continue;
      isQueueOther ||= type === "interaction.accepted" || type === "interaction.ended";
      const { interactionId } = payload;
      if (type === "interaction.created") this.#place(this.#needs.log.interaction(interactionId));
      // A contact that is closed at once is no longer among those the log holds: who it was is remembered here.
      const visitor = this.#visitors.get(interactionId);
      if (!visitor) continue;
      this.#note(event, visitor);
      this.#listener?.changed(visitor.siteKey, visitor.visitorId);
    }
    // Everybody behind moved up.
    if (isQueueOther) this.#tellWaiting();
    if (this.#needs.staff.follow(events)) this.#listener?.staffChanged();
  }

  #note({ type, seq, payload }: LogEvent, visitor: Visitor): void {
    const { siteKey, visitorId } = visitor;
    if (type === "interaction.accepted" || type === "interaction.transferred") {
      const operatorId = type === "interaction.accepted" ? payload.operatorId : payload.toOperatorId;
      const author = operatorId && this.#needs.nameOf(operatorId);
      visitor.wasAnswered = true;
      if (author) this.#listener?.noted(siteKey, visitorId, { type: "joined", id: `joined-${seq}`, author });
    } else if (type === "interaction.ended") {
      this.#open.delete(nameOf(siteKey, visitorId));
      this.#visitors.delete(payload.interactionId);
      const by = payload.endedBy === "customer" ? "visitor" : payload.endedBy === "operator" ? "operator" : "system";
      const mayRate = visitor.wasAnswered;
      this.#listener?.noted(siteKey, visitorId, { type: "ended", id: `ended-${seq}`, by, mayRate });
    }
  }

  #place(interaction: Interaction | undefined): void {
    const visitor = interaction && visitorOf(interaction);
    if (!visitor || !isOpen(interaction)) return;
    this.#open.set(nameOf(visitor.siteKey, visitor.visitorId), interaction.interactionId);
    this.#visitors.set(interaction.interactionId, visitor);
  }

  #tellWaiting(): void {
    for (const interactionId of this.#open.values()) {
      const interaction = this.#needs.log.interaction(interactionId);
      const visitor = interaction && visitorOf(interaction);
      if (visitor && interaction.state !== "active") this.#listener?.changed(visitor.siteKey, visitor.visitorId);
    }
  }
}

type Visitor = { readonly siteKey: string; readonly visitorId: string; wasAnswered: boolean };

/** Whose contact it is: a text intake writes a chat's address as `chat:VISITOR` and the site as what was dialled. */
function visitorOf({ channel, dialled, customer, acceptedAtMs }: Interaction): Visitor | null {
  if (channel !== "chat" || !customer.address.startsWith("chat:")) return null;
  const visitorId = customer.address.slice("chat:".length);
  return { siteKey: dialled, visitorId, wasAnswered: acceptedAtMs !== null };
}

/** Places among those who wait in the same queue, whatever the channel. */
export function countPlaces(unclosed: readonly Interaction[]): ReadonlyMap<InteractionId, number> {
  const counts = new Map<string | null, number>();
  const waiting = unclosed.filter(({ state }) => state === "queued" || state === "offered");
  return new Map(
    waiting
      .toSorted((a, b) => a.createdAtMs - b.createdAtMs)
      .map(({ interactionId, queueId }) => {
        const place = (counts.get(queueId) ?? 0) + 1;
        counts.set(queueId, place);
        return [interactionId, place];
      }),
  );
}

function nameOf(siteKey: string, visitorId: string): string {
  return `${siteKey} ${visitorId}`;
}
