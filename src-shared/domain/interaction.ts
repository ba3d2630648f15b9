import { assertNever } from "../assert-never.ts";
import type {
  ContactHints,
  Customer,
  EndedBy,
  InteractionResult,
  LogEvent,
  OfferOutcome,
  OfferReason,
} from "../events/log-event.ts";
import type { ConversationId, InteractionId, OfferId, OperatorId, QueueId } from "../ids.ts";
import type { CallBackCard } from "./callback/call-back-card.ts";
import type { Channel } from "./channel.ts";
import type { HandOver } from "./hand-over.ts";
import type { StatusSetter } from "./operator-status.ts";
import type { SiteVisit } from "./site-visit.ts";
import type { WrapUp } from "./wrap-up.ts";

/**
 * Life of an interaction, the same for every channel.
 *
 * ```
 *  created --> queued --> offered --> active <--> held --> wrap-up --> closed
 *                 ^          |           |          |      (extended)    ^
 *                 +----------+           +-transferred (owner changes)   |
 *                 ^ offer-ended          +----------+                    |
 *                 +---------------------- queued (to a queue, with card) |
 *  created, queued, offered ----- ended(abandoned, busy, expired, …) ----+
 * ```
 * Notes and outcomes of operators (`interaction.note-changed`, `interaction.outcome-changed`) are no part of the life: they
 * may come at any time, also when closed.
 */
export type InteractionState = "created" | "queued" | "offered" | "active" | "held" | "wrap-up" | "closed";

/** One attempt to reach a person, as kept with the interaction. `operatorId` null: the customer was rung (outgoing). */
export type Offer = {
  readonly offerId: OfferId;
  readonly operatorId: OperatorId | null;
  readonly reasons: readonly OfferReason[];
  readonly atMs: number;
  readonly ringUntilMs: number;
  readonly endedAtMs: number | null;
  readonly outcome: OfferOutcome | "answered" | null;
};

/** An interaction as read from the log: the projection that serves the queue, the history and the call card. Times are epoch ms. */
export type Interaction = {
  readonly interactionId: InteractionId;
  readonly channel: Channel;
  readonly direction: "in" | "out";
  readonly state: InteractionState;
  readonly customer: Customer;
  readonly dialled: string;
  readonly queueId: QueueId | null;
  /** Who talks or talked last; for an outgoing call the dialler from the start. */
  readonly operatorId: OperatorId | null;
  readonly createdAtMs: number;
  readonly acceptedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly heldSinceMs: number | null;
  readonly heldTotalMs: number;
  readonly endedBy: EndedBy | null;
  readonly result: InteractionResult | null;
  readonly offers: readonly Offer[];
  readonly lastSeq: number;
  /** Whose desktop tells of the call, which is on a PBX elsewhere; absent: the hub's exchange carries it. */
  readonly reportedBy?: OperatorId;
  /** The dialog a text contact is part of; absent for calls. */
  readonly conversationId?: ConversationId;
  /** Set when a wrap-up was owed at the end. */
  readonly wrapUp?: WrapUp;
  /** The card of the last one who passed it on, or wanted to. */
  readonly handOver?: HandOver;
  /** What was known of the contact when it came; absent: nothing. */
  readonly hints?: ContactHints;
  /** From where on a company's site it came; absent: from elsewhere. */
  readonly visit?: SiteVisit;
  /** To whom somebody who leads the team gave it while it waited. */
  readonly assigned?: { readonly operatorId: OperatorId; readonly by: StatusSetter };
  /** How important it is by the word of somebody who leads the team; absent: as was known when it came. */
  readonly priority?: number;
  /** The order of a call-back that it is, or that the customer had when they called. */
  readonly callBack?: CallBackCard;
};

/** The events that make up the life of an interaction. */
export type InteractionEvent = Exclude<
  Extract<LogEvent, { type: `interaction.${string}` }>,
  { type: "interaction.note-changed" | "interaction.outcome-changed" }
>;

const LEGAL_FROM: Record<InteractionEvent["type"], readonly InteractionState[]> = {
  "interaction.created": [],
  "interaction.queued": ["created", "offered", "active", "held"],
  // From `offered`: several are rung at once, and the first wins.
  "interaction.offered": ["created", "queued", "offered", "active", "held"],
  "interaction.assigned": ["queued", "offered"],
  "interaction.priority-changed": ["queued", "offered"],
  "interaction.treated": ["created", "queued", "offered"],
  "interaction.call-back-noted": ["created", "queued", "offered", "active", "held"],
  "interaction.offer-ended": ["offered", "active", "held"],
  "interaction.accepted": ["offered"],
  "interaction.held": ["active"],
  "interaction.resumed": ["held"],
  "interaction.transferred": ["active", "held"],
  "interaction.ended": ["created", "queued", "offered", "active", "held"],
  "interaction.wrap-up-extended": ["wrap-up"],
  "interaction.closed": ["wrap-up"],
};

/** Whether an event is about the life of an interaction. */
export function isInteractionEvent(event: LogEvent): event is InteractionEvent {
  return Object.hasOwn(LEGAL_FROM, event.type);
}

/** Whether an event may follow the state; the hub refuses to log what may not. */
export function mayFollow(state: InteractionState | undefined, type: InteractionEvent["type"]): boolean {
  return state === undefined ? type === "interaction.created" : LEGAL_FROM[type].includes(state);
}

/** Whether the contact still needs somebody: it is neither closed nor in wrap-up. */
export function isOpen(interaction: Pick<Interaction, "state">): boolean {
  return interaction.state !== "closed" && interaction.state !== "wrap-up";
}

/**
 * Folds one event into an interaction; hub projection and desktop mirror both call this, so they cannot disagree.
 * An event that may not follow (`mayFollow`) leaves the interaction as it is.
 */
export function foldInteraction(before: Interaction | undefined, event: InteractionEvent): Interaction | undefined {
  if (!mayFollow(before?.state, event.type)) return before;
  if (event.type === "interaction.created") return created(event);
  return before && { ...before, ...change(before, event), lastSeq: event.seq };
}

function created(event: LogEvent<"interaction.created">): Interaction {
  const { interactionId, channel, direction, customer, dialled, queueId, operatorId } = event.payload;
  const { reportedBy, conversationId, hints, visit, callBack } = event.payload;
  return {
    interactionId,
    channel,
    direction,
    state: "created",
    customer,
    dialled,
    queueId,
    operatorId,
    createdAtMs: happenedAt(event),
    acceptedAtMs: null,
    endedAtMs: null,
    heldSinceMs: null,
    heldTotalMs: 0,
    endedBy: null,
    result: null,
    offers: [],
    lastSeq: event.seq,
    ...(reportedBy && { reportedBy }),
    ...(conversationId && { conversationId }),
    ...(hints && { hints }),
    ...(visit && { visit }),
    ...(callBack && { callBack }),
  };
}

/** A fact that was learnt later than it happened lies before the moment it was learnt. */
function happenedAt({ atMs, payload }: InteractionEvent): number {
  return Math.min(payload.happenedAtMs ?? atMs, atMs);
}

function change(
  before: Interaction,
  event: Exclude<InteractionEvent, LogEvent<"interaction.created">>,
): Partial<Interaction> {
  const { type, payload } = event;
  const atMs = happenedAt(event);
  switch (type) {
    case "interaction.queued": {
      const { queueId, handOver } = payload;
      const offers = endOffer(before.offers, () => true, atMs, "withdrawn");
      // Back in a queue it is nobody's any more; who had it is among the offers.
      const queued = { state: "queued", queueId, operatorId: null, offers, ...endHold(before, atMs) } as const;
      return handOver ? { ...queued, handOver } : queued;
    }
    case "interaction.offered": {
      const { offerId, operatorId, reasons, ringUntilMs, handOver } = payload;
      const offer: Offer = { offerId, operatorId, reasons, atMs, ringUntilMs, endedAtMs: null, outcome: null };
      // A transfer rings its target while the first operator still talks.
      const state = before.state === "active" || before.state === "held" ? before.state : "offered";
      return { state, offers: [...before.offers, offer], ...(handOver && { handOver }) };
    }
    case "interaction.offer-ended": {
      const offers = endOffer(before.offers, (offer) => offer.offerId === payload.offerId, atMs, payload.outcome);
      const isUnanswered = before.state === "offered" && offers.every(({ outcome }) => outcome !== null);
      const state = isUnanswered ? (before.queueId ? "queued" : "created") : before.state;
      return { offers, state };
    }
    case "interaction.accepted":
      return {
        state: "active",
        operatorId: payload.operatorId,
        acceptedAtMs: before.acceptedAtMs ?? atMs,
        offers: endOffer(before.offers, () => true, atMs, "answered"),
      };
    case "interaction.held":
      return { state: "held", heldSinceMs: atMs };
    case "interaction.resumed":
      return { state: "active", ...endHold(before, atMs) };
    case "interaction.transferred":
      return {
        state: "active",
        ...endHold(before, atMs),
        operatorId: payload.toOperatorId ?? before.operatorId,
        offers: endOffer(before.offers, () => true, atMs, "answered"),
      };
    case "interaction.ended": {
      const endedAtMs = endOf(before, payload.endedAtMs ?? atMs, atMs);
      return {
        state: "wrap-up",
        ...endHold(before, endedAtMs),
        endedAtMs,
        endedBy: payload.endedBy,
        result: payload.result,
        offers: endOffer(before.offers, () => true, endedAtMs, "withdrawn"),
        ...(payload.wrapUp && { wrapUp: { ...payload.wrapUp, extensions: 0 } }),
      };
    }
    case "interaction.wrap-up-extended":
      return before.wrapUp
        ? { wrapUp: { ...before.wrapUp, untilMs: payload.untilMs, extensions: before.wrapUp.extensions + 1 } }
        : {};
    case "interaction.assigned":
      return { assigned: { operatorId: payload.operatorId, by: payload.by } };
    case "interaction.priority-changed":
      return { priority: payload.priority };
    case "interaction.treated":
      return {};
    case "interaction.call-back-noted":
      return { callBack: payload.callBack };
    case "interaction.closed":
      return { state: "closed" };
    default:
      return assertNever(type);
  }
}

/** An end that was learnt later lies between the start of the talk and the moment it was learnt. */
function endOf(before: Interaction, endedAtMs: number, learntAtMs: number): number {
  return Math.max(before.acceptedAtMs ?? before.createdAtMs, Math.min(endedAtMs, learntAtMs));
}

function endHold(before: Interaction, atMs: number): Pick<Interaction, "heldSinceMs" | "heldTotalMs"> {
  const heldMs = before.heldSinceMs === null ? 0 : Math.max(0, atMs - before.heldSinceMs);
  return { heldSinceMs: null, heldTotalMs: before.heldTotalMs + heldMs };
}

function endOffer(
  offers: readonly Offer[],
  matches: (offer: Offer) => boolean,
  atMs: number,
  outcome: NonNullable<Offer["outcome"]>,
): readonly Offer[] {
  return offers.map((offer) =>
    offer.outcome === null && matches(offer) ? { ...offer, endedAtMs: atMs, outcome } : offer,
  );
}
