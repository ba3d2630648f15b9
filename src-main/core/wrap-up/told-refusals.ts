import { BreakRefusal, breakRefusal, holdsBreakPlace } from "../../../src-shared/domain/break-limits.ts";
import type { OperatorState } from "../../../src-shared/domain/operator-status.ts";
import { HubRefusal } from "../../../src-shared/ipc/wrap-up.ts";
import type { OutboxAnswer } from "../outbox/outbox.ts";
import type { HubKnowledge } from "../workplace/hub-knowledge.ts";
import type { ToLocal } from "../workplace/hub-views.ts";

/**
 * What a person is told when the hub says no to what they asked; null: it was granted, or no person asked for it (a
 * report of a call). Without this a choice would only vanish from the screen.
 */
export function toldRefusal({ command, reply }: OutboxAnswer, toLocal: ToLocal): HubRefusal | null {
  const asked = HubRefusal.shape.command.safeParse(command.name);
  if (reply.ok || !asked.success) return null;
  return { command: asked.data, code: reply.code, places: placesOf(reply.detail, toLocal) };
}

function placesOf(detail: unknown, toLocal: ToLocal): BreakRefusal | null {
  const parsed = BreakRefusal.safeParse(detail);
  return parsed.success ? localPlaces(parsed.data, toLocal) : null;
}

/** Why there is no place for a break now; null: there is one, or the operator has it already. */
export function breakBlock(
  { self, toLocal, breakLimits }: Pick<HubKnowledge, "self" | "toLocal" | "breakLimits">,
  states: readonly OperatorState[],
): BreakRefusal | null {
  if (self === null || breakLimits.length === 0) return null;
  const own = states.find(({ operatorId }) => operatorId === self);
  const full = own && holdsBreakPlace(own) ? null : breakRefusal(self, breakLimits, states);
  return full && localPlaces(full, toLocal);
}

/** The same with this machine's times. */
function localPlaces(places: BreakRefusal, toLocal: ToLocal): BreakRefusal {
  const holders = places.holders.map(({ operatorId, untilMs }) => ({
    operatorId,
    untilMs: untilMs === null ? null : toLocal(untilMs),
  }));
  return { ...places, holders };
}
