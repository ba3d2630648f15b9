import type { OfferReason } from "../../events/log-event.ts";
import type { InteractionId, OperatorId, QueueId } from "../../ids.ts";
import type { ChannelKind } from "../channel.ts";
import type { GroupCode, Skills } from "../skill.ts";
import type { QueueRules } from "./queue-rules.ts";
import type { SkillRequirement } from "./skills.ts";
import type { Treatment } from "./treatment.ts";
import type { Room } from "./workload.ts";

/** A queue as the distribution needs it; no rules: the plain queue. Members in their order. */
export type DistributionQueue = {
  readonly queueId: QueueId;
  readonly members: readonly OperatorId[];
  readonly rules?: QueueRules | undefined;
};

/** An operator as the distribution needs them. Who is a member of a queue and not told here knows nothing in particular. */
export type DistributionOperator = {
  readonly operatorId: OperatorId;
  readonly skills?: Skills | undefined;
  readonly groups?: readonly GroupCode[] | undefined;
};

/** How an operator stands: on the line at all, what there is room for, and what the strategies compare. */
export type OperatorStanding = {
  /** On the line and reachable, also while busy: whoever is waited for is waited for only while this holds. */
  readonly isPresent: boolean;
  readonly room: Room;
  readonly idleSinceMs: number;
  /** Contacts taken this day. */
  readonly handled: number;
  /** `loadOf` the open work. */
  readonly load: number;
};

/** A contact that comes to wait. What is left out has no say. */
export type QueuedContact = {
  readonly interactionId: InteractionId;
  readonly queueId: QueueId;
  readonly kind?: ChannelKind;
  /** Of the customer, 0 (everybody) to 10; beside that of the queue. */
  readonly priority?: number;
  /** What this very contact requires, beside its queue. */
  readonly requiredSkills?: readonly SkillRequirement[];
  /** Who talked with this customer last, and when; `waitMs`: how long to wait for them, in the place of the queue's own rule. */
  readonly familiar?: { readonly operatorId: OperatorId; readonly lastAtMs: number; readonly waitMs?: number } | null;
  /** Whom the CRM names. */
  readonly responsible?: OperatorId | null;
  /** To whom it was assigned by somebody who leads the team. */
  readonly assigned?: OperatorId | null;
  /** Since when it waits; absent: since now. */
  readonly waitingSinceMs?: number;
  /** Who had it and passed it on: they get it back only when nobody else came for it (`PASSED_ON_REST_MS`). */
  readonly passedOnBy?: OperatorId | null;
};

/** What the distribution is told, in the order of the log. */
export type DistributionInput =
  | ({ readonly type: "operator-changed"; readonly operatorId: OperatorId } & OperatorStanding)
  | ({ readonly type: "contact-queued" } & QueuedContact)
  /** The operator did not take the contact: it goes back to its old place, unless it rings elsewhere still. */
  | { readonly type: "offer-missed"; readonly interactionId: InteractionId; readonly operatorId: OperatorId }
  /** It goes to this operator first, whoever it was offered to; they are waited for while they are on the line. */
  | {
      readonly type: "contact-assigned";
      readonly interactionId: InteractionId;
      readonly operatorId: OperatorId;
      /** They took it by themselves. */
      readonly isTaken?: boolean;
    }
  /** Its own importance from here on; its place follows. */
  | { readonly type: "contact-priority-changed"; readonly interactionId: InteractionId; readonly priority: number }
  /** Answered, or gone. */
  | { readonly type: "contact-left"; readonly interactionId: InteractionId };

/** Offer this contact to this operator, and why. */
export type DistributionOffer = {
  readonly interactionId: InteractionId;
  /** The contact's own queue, also when the operator comes from another. */
  readonly queueId: QueueId;
  readonly operatorId: OperatorId;
  readonly reasons: readonly OfferReason[];
};

/** A contact that waited as long as its queue lets it; it has no place any more. */
export type DistributionExpiry = {
  readonly interactionId: InteractionId;
  readonly queueId: QueueId;
  readonly treatment: Treatment;
  readonly waitedMs: number;
};

/** What follows from inputs: offers that are outstanding from then on, and contacts that are given up. */
export type Decisions = {
  readonly offers: readonly DistributionOffer[];
  readonly expired: readonly DistributionExpiry[];
};
