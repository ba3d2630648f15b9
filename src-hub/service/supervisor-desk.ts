import type { StatusRefusal } from "../../src-shared/domain/operator-presence.ts";
import type { SetStatus, StatusSetter } from "../../src-shared/domain/operator-status.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { Telephony } from "../telephony/telephony.ts";
import type { CallBook } from "./call-book.ts";
import { offerEndedEvent } from "./call-events.ts";
import type { Journal } from "./journal.ts";
import type { PresenceDesk } from "./presence-desk.ts";

export type SupervisorNeeds = {
  readonly directory: Directory;
  readonly journal: Journal;
  readonly presenceDesk: PresenceDesk;
  readonly book: CallBook;
  readonly telephony: Telephony;
  readonly run: <Value>(job: () => Promise<Value>) => Promise<Value>;
};

type Decided<Code extends string> = Result<readonly NewEvent[], Code>;
/** Why a contact is not moved: there is none, or nobody waits in it any more. */
type ContactRefusal = "unknown-interaction" | "not-waiting";

/**
 * What somebody who leads the team does to others' status and to contacts that wait. Each fact carries who did it and why,
 * and the operator's desktop says so in words.
 */
export class SupervisorDesk {
  readonly #needs: SupervisorNeeds;

  constructor(needs: SupervisorNeeds) {
    this.#needs = needs;
  }

  /** What is logged when another's status is set; no limit of places holds it. */
  setStatus(
    setBy: StatusSetter,
    operatorId: OperatorId,
    chosen: SetStatus,
  ): Decided<StatusRefusal | "unknown-operator"> {
    const { directory, presenceDesk } = this.#needs;
    if (!directory.operator(operatorId)) return refused("unknown-operator");
    return presenceDesk.step(operatorId, { type: "status-set", chosen, setBy });
  }

  /** What is logged when a waiting contact is given to somebody; whoever it rings at is let off without a miss. */
  assign(
    by: StatusSetter,
    interactionId: InteractionId,
    operatorId: OperatorId,
  ): Decided<ContactRefusal | "unknown-operator"> {
    const { directory } = this.#needs;
    if (!directory.operator(operatorId)) return refused("unknown-operator");
    const withdrawn = this.#takeBack(interactionId);
    if (!withdrawn.ok) return withdrawn;
    const payload = { interactionId, operatorId, by };
    return accepted([...withdrawn.value, { type: "interaction.assigned", actor: by.personId, payload }]);
  }

  /** What is logged when a waiting contact becomes more or less important. */
  setPriority(by: StatusSetter, interactionId: InteractionId, priority: number): Decided<ContactRefusal> {
    const contact = this.#waiting(interactionId);
    if (!contact.ok) return contact;
    const payload = { interactionId, priority, by };
    return accepted([{ type: "interaction.priority-changed", actor: by.personId, payload }]);
  }

  /** Who does something by their login, as it is told to others. */
  setterOf(personId: OperatorId, note: string | null): StatusSetter {
    return { personId, name: this.#needs.directory.operator(personId)?.name ?? personId, note };
  }

  /** Decides and logs, in turn with everything else: for those who do not come over the link. */
  carryOut<Code extends string>(decide: (desk: SupervisorDesk) => Decided<Code>): Promise<Result<null, Code>> {
    const { run, journal } = this.#needs;
    return run(async () => {
      const decided = decide(this);
      if (!decided.ok) return decided;
      await journal.write(decided.value);
      return accepted(null);
    });
  }

  #waiting(interactionId: InteractionId) {
    const contact = this.#needs.journal.log.interaction(interactionId);
    if (!contact) return refused("unknown-interaction");
    const isWaiting = contact.queueId !== null && (contact.state === "queued" || contact.state === "offered");
    return isWaiting ? accepted(contact) : refused("not-waiting");
  }

  #takeBack(interactionId: InteractionId): Decided<ContactRefusal> {
    const { book, telephony } = this.#needs;
    const contact = this.#waiting(interactionId);
    if (!contact.ok) return contact;
    const record = book.ofInteraction(interactionId);
    for (const offerId of record?.rings.keys() ?? []) telephony.withdraw(offerId);
    record?.rings.clear();
    const outstanding = contact.value.offers.filter(({ outcome }) => outcome === null);
    return accepted(
      outstanding.map(({ offerId, operatorId }) => offerEndedEvent(interactionId, offerId, operatorId, "withdrawn")),
    );
  }
}
