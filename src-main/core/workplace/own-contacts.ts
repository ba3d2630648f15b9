import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import { isOpen } from "../../../src-shared/domain/interaction.ts";
import type { Operator } from "../../../src-shared/domain/team.ts";
import type { Customer, LogEvent } from "../../../src-shared/events/log-event.ts";
import type { CallId, InteractionId } from "../../../src-shared/ids.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import type { HubKnowledge } from "./hub-knowledge.ts";
import type { WorkplaceParts } from "./workplace-parts.ts";

/** How much older than its call a contact may seem: the hub's clock and the way of the message. */
const SLACK_MS = 5_000;

export type OwnContactsParts = {
  readonly calls: () => readonly CallView[];
  readonly contact: (interactionId: InteractionId) => Interaction | null;
  readonly operator: (operatorId: string) => Operator | null;
  readonly self: () => Operator | null;
  readonly toLocal: (hubMs: number) => number;
  /** This call is that contact, with that customer, from here on. */
  readonly tie: (callId: CallId, interactionId: InteractionId, party: Customer) => void;
};

/**
 * Which contact a call of this desktop is, where the exchange cannot say it in SIP (a PBX puts no headers of ours into its
 * answers): a call that was dialled, and a talk that became another contact by a transfer. The hub's log tells both.
 */
export class OwnContacts {
  readonly #parts: OwnContactsParts;

  constructor(parts: OwnContactsParts) {
    this.#parts = parts;
  }

  follow(events: readonly LogEvent[]): void {
    for (const event of events)
      if (event.type === "interaction.created") this.#created(event);
      else if (event.type === "interaction.transferred") this.#transferred(event);
  }

  #created({ atMs, payload }: LogEvent<"interaction.created">): void {
    const { calls, self, tie, toLocal } = this.#parts;
    const me = self();
    const isOwn = payload.operatorId === me?.operatorId && payload.direction === "out";
    // A call to a colleague is theirs by the log, and comes from this operator's own number.
    const isToTeam = payload.direction === "in" && payload.customer.address === me?.extension;
    if (!me || payload.reportedBy !== undefined || !(isOwn || isToTeam) || this.#isTied(payload.interactionId)) return;
    const call = calls().findLast(
      ({ direction, interactionId, lineId, startedAtMs, phase }) =>
        direction === "out" &&
        interactionId === null &&
        lineId === HUB_LINE &&
        phase !== "ended" &&
        startedAtMs - SLACK_MS <= toLocal(atMs),
    );
    if (call) tie(call.callId, payload.interactionId, call.customer);
  }

  #transferred({ payload }: LogEvent<"interaction.transferred">): void {
    const { calls, contact, operator, self, tie } = this.#parts;
    const { interactionId, fromOperatorId, toOperatorId } = payload;
    if (toOperatorId === null || toOperatorId !== self()?.operatorId || this.#isTied(interactionId)) return;
    const customer = contact(interactionId)?.customer;
    const asked = calls().find((call) => {
      const about = call.phase === "talking" && call.interactionId ? contact(call.interactionId) : null;
      if (!about) return false;
      return about.operatorId === fromOperatorId || about.customer.address === operator(fromOperatorId)?.extension;
    });
    if (customer && asked) tie(asked.callId, interactionId, customer);
  }

  #isTied(interactionId: InteractionId): boolean {
    const known = this.#parts.contact(interactionId);
    return (
      this.#parts.calls().some((call) => call.interactionId === interactionId) || (known !== null && !isOpen(known))
    );
  }
}

/** As the workplace has it: calls of its phone, contacts of its mirror. */
export function ownContacts(
  { calls, stores }: Pick<WorkplaceParts, "calls" | "stores">,
  hub: HubKnowledge,
): OwnContacts {
  return new OwnContacts({
    calls: () => calls.calls(),
    contact: (interactionId) => stores.mirror.interaction(interactionId),
    operator: (operatorId) => hub.team.find((one) => one.operatorId === operatorId) ?? null,
    self: () => hub.facts().operator,
    toLocal: (hubMs) => hub.toLocal(hubMs),
    tie: (...tied) => calls.tie(...tied),
  });
}
