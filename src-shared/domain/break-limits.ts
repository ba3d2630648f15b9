import * as z from "zod";
import { OperatorId } from "../ids.ts";
import type { OperatorState } from "./operator-status.ts";
import type { Team } from "./team.ts";

/** At most `max` of these people on a break at once; `name` is null for the whole team, else the group's or the queue's. */
export const BreakLimit = z.object({
  name: z.string().max(80).nullable(),
  operatorIds: z.array(OperatorId).max(1000),
  max: z.number().int().min(0).max(1000),
});
export type BreakLimit = z.output<typeof BreakLimit>;

/** Why a break was refused: which limit is reached, and who holds its places until when (epoch ms; null: no limit of time). */
export const BreakRefusal = z.object({
  name: z.string().max(80).nullable(),
  max: z.number().int().nonnegative(),
  holders: z.array(z.object({ operatorId: OperatorId, untilMs: z.number().int().nonnegative().nullable() })).max(1000),
});
export type BreakRefusal = z.output<typeof BreakRefusal>;

/** The limits of a team: the whole of it, its groups, and each queue's members. */
export function breakLimitsOf(
  team: Pick<Team, "maxOnBreak" | "maxOnBreakOfGroups" | "operators" | "queues">,
): BreakLimit[] {
  const { maxOnBreak, maxOnBreakOfGroups, operators, queues } = team;
  const idsOf = (among: Team["operators"]) => among.map(({ operatorId }) => operatorId);
  const ofTeam = maxOnBreak === null ? [] : [{ name: null, operatorIds: idsOf(operators), max: maxOnBreak }];
  const ofGroups = maxOnBreakOfGroups.map(({ group, max }) => ({
    name: group as string,
    operatorIds: idsOf(operators.filter(({ groups }) => groups?.includes(group) ?? false)),
    max,
  }));
  const ofQueues = queues.flatMap(({ name, members, maxOnBreak: max }) =>
    max === undefined ? [] : [{ name, operatorIds: members, max }],
  );
  return [...ofTeam, ...ofGroups, ...ofQueues];
}

/**
 * Whether a state takes one of the places: on a break, or promised one after the contact. «Не беспокоить» takes one as well:
 * whoever it keeps away from customers is away, by whatever name, and a free one would be a way around every limit.
 */
export function holdsBreakPlace({ status, next }: Pick<OperatorState, "status" | "next">): boolean {
  return status === "break" || next?.status === "break" || next?.status === "do-not-disturb";
}

/** The first limit of the operator that leaves no place for one more break; null: there is a place. */
export function breakRefusal(
  operatorId: OperatorId,
  limits: readonly BreakLimit[],
  states: readonly OperatorState[],
): BreakRefusal | null {
  for (const { name, max, operatorIds } of limits) {
    if (!operatorIds.includes(operatorId)) continue;
    const among = new Set<string>(operatorIds);
    const holders = states.filter(
      (state) => state.operatorId !== operatorId && among.has(state.operatorId) && holdsBreakPlace(state),
    );
    if (holders.length >= max) return { name, max, holders: holders.map(holderOf).sort(bySoonestEnd) };
  }
  return null;
}

function holderOf({ operatorId, status, limitMs, sinceMs }: OperatorState): BreakRefusal["holders"][number] {
  const untilMs = status === "break" && limitMs !== null ? sinceMs + limitMs : null;
  return { operatorId: OperatorId.parse(operatorId), untilMs };
}

function bySoonestEnd(one: { untilMs: number | null }, other: { untilMs: number | null }): number {
  return (one.untilMs ?? Number.MAX_SAFE_INTEGER) - (other.untilMs ?? Number.MAX_SAFE_INTEGER);
}
