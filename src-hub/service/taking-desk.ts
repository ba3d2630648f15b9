import { DEFAULT_QUEUE_RULES } from "../../src-shared/domain/distribution/queue-rules.ts";
import { type TakeRefusal, takeRefusal } from "../../src-shared/domain/distribution/taking.ts";
import { requirementsOf } from "../../src-shared/domain/distribution/waiting-place.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import { type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import { kindOf } from "../queue/contact-facts.ts";
import type { TextOffers } from "../text/text-offers.ts";
import type { Journal } from "./journal.ts";
import type { Roster } from "./roster.ts";
import type { SupervisorDesk } from "./supervisor-desk.ts";

export type TakingNeeds = {
  readonly directory: Directory;
  readonly journal: Journal;
  readonly roster: Roster;
  readonly clock: HubClock;
  readonly supervisor: SupervisorDesk;
  readonly offers: TextOffers;
  /** Whether it has a place in the distribution: an order of a call-back has none before it is due. */
  readonly holds: (interactionId: InteractionId) => boolean;
};

type TakeAnswer = Result<readonly NewEvent[], TakeRefusal | "unknown-interaction">;

/** Operators who take a waiting contact by themselves. */
export class TakingDesk {
  readonly #needs: TakingNeeds;

  constructor(needs: TakingNeeds) {
    this.#needs = needs;
  }

  /** What is logged: a text is theirs at once, a call or an order of one rings at their phone as assigned by themselves. */
  take(operatorId: OperatorId, interactionId: InteractionId): TakeAnswer {
    const { directory, journal, offers, supervisor } = this.#needs;
    const contact = journal.log.interaction(interactionId);
    const queue = contact?.queueId ? directory.queue(contact.queueId) : undefined;
    if (!contact || !queue?.members.includes(operatorId)) return refused("unknown-interaction");
    // Asked twice it is theirs already, or rings there.
    if (contact.operatorId === operatorId) return { ok: true, value: [] };
    const isText = kindOf(contact) === "text";
    const outstanding = contact.offers.filter(({ outcome }) => outcome === null);
    if (!isText && outstanding.some((offer) => offer.operatorId === operatorId)) return { ok: true, value: [] };
    const isWaiting = contact.state === "queued" || contact.state === "offered";
    const { rules = DEFAULT_QUEUE_RULES } = queue;
    const refusal = takeRefusal({
      taking: rules.taking,
      isWaiting,
      isDue: this.#needs.holds(interactionId),
      isOfferedElsewhere: outstanding.some((offer) => offer.operatorId !== operatorId),
      isOnline: this.#needs.roster.isOnlineFor(operatorId, contact),
      hasRoom: this.#needs.roster.hasRoomFor(operatorId, contact),
      skills: directory.operator(operatorId)?.skills ?? {},
      requirements: requirementsOf(
        rules,
        contact.hints?.requiredSkills ?? [],
        this.#needs.clock.nowMs() - contact.createdAtMs,
      ),
    });
    if (refusal) return refused(refusal);
    if (isText) return { ok: true, value: offers.taken(contact, operatorId) };
    const assigned = supervisor.assign(supervisor.setterOf(operatorId, null), interactionId, operatorId);
    return assigned.ok ? assigned : refused("already-taken");
  }
}
