import type { ContactEntry, DistributionIndex, Lane, Preferred, QueueEntry } from "./distribution-index.ts";
import type { OperatorStanding, QueuedContact } from "./distribution-input.ts";
import type { QueueRules } from "./queue-rules.ts";
import { joinRequirements, type SkillRequirement } from "./skills.ts";

/** How long a contact waits for the one it was assigned to, while they are on the line. */
export const ASSIGNED_WAIT_MS = 300_000;
const MOST_PRIORITY = 10;
const NOWHERE: readonly never[] = [];

/** The lanes a contact may wait in now: of its queue, and of those it flows over to. */
export function lanesOf(
  index: DistributionIndex,
  { queue, kind, requiredSkills, waitingSinceMs }: ContactEntry,
  nowMs: number,
): readonly Lane[] {
  const { relaxation, overflow, taking } = queue.rules;
  if (taking === "only") return NOWHERE;
  const isPlain = requiredSkills.length === 0 && relaxation.length === 0 && overflow.length === 0;
  if (isPlain) {
    queue.plain[kind] ??= [index.lane(queue, kind, joinRequirements([queue.rules.requiredSkills]))];
    return queue.plain[kind];
  }
  const waitedMs = nowMs - waitingSinceMs;
  const laneOf = (one: QueueEntry) => {
    return index.lane(one, kind, requirementsOf(one.rules, requiredSkills, waitedMs));
  };
  const lanes = new Set([laneOf(queue)]);
  for (const target of overflow) {
    if (waitedMs < target.afterMs) continue;
    const other = "toGroup" in target ? index.group(target.toGroup, queue) : index.queue(target.toQueueId);
    if (other) lanes.add(laneOf(other));
  }
  return [...lanes];
}

/** What whoever takes a contact must know, after it waited so long. */
export function requirementsOf(
  rules: Pick<QueueRules, "requiredSkills" | "relaxation">,
  ofContact: readonly SkillRequirement[],
  waitedMs: number,
): readonly SkillRequirement[] {
  const relaxed = rules.relaxation.reduce(
    (sum, { afterMs, byLevels }) => (waitedMs < afterMs ? sum : sum + byLevels),
    0,
  );
  return joinRequirements([rules.requiredSkills, ofContact], relaxed);
}

/** Who goes first for a contact, in their order. */
export function preferredOf(
  index: DistributionIndex,
  queued: QueuedContact,
  queue: QueueEntry,
  sinceMs: number,
): readonly Preferred[] {
  const { familiar, responsible, assigned } = queued;
  const preferred: Preferred[] = [];
  const chosen = assigned ? index.operator(assigned) : undefined;
  if (chosen) preferred.push({ operator: chosen, untilMs: sinceMs + ASSIGNED_WAIT_MS, why: null });
  if (queue.rules.taking === "only") return preferred;
  const known = familiar ? index.operator(familiar.operatorId) : undefined;
  // Who left the queue since is no longer the one to ask.
  const waitMs = familiar?.waitMs ?? queue.rules.familiar?.waitMs;
  if (familiar && known && waitMs !== undefined && queue.memberships.has(known)) {
    const why = { code: "familiar", lastAtMs: Math.max(0, Math.trunc(finite(familiar.lastAtMs, 0))) } as const;
    preferred.push({ operator: known, untilMs: sinceMs + waitMs, why });
  }
  const named = responsible ? index.operator(responsible) : undefined;
  if (named && queue.rules.responsible) {
    const untilMs = sinceMs + queue.rules.responsible.waitMs;
    preferred.push({ operator: named, untilMs, why: { code: "crm-responsible" } });
  }
  return preferred;
}

/** The next moment at which time changes something about a contact that waits. */
export function dueAtMs(contact: ContactEntry, keepers: readonly Preferred[], nowMs: number): number | null {
  const { queue, waitingSinceMs, restsUntilMs } = contact;
  const { relaxation, overflow, waitLimit } = queue.rules;
  let next = Number.POSITIVE_INFINITY;
  const consider = (atMs: number) => {
    if (atMs > nowMs && atMs < next) next = atMs;
  };
  consider(restsUntilMs);
  for (const { untilMs } of keepers) consider(untilMs);
  for (const { afterMs } of relaxation) consider(waitingSinceMs + afterMs);
  for (const { afterMs } of overflow) consider(waitingSinceMs + afterMs);
  // A limit that passed while it was offered is due at once.
  if (waitLimit) next = Math.min(next, waitingSinceMs + waitLimit.afterMs);
  return Number.isFinite(next) ? next : null;
}

/** Numbers that are none would break the order of everything. */
export function sound({ isPresent, room, idleSinceMs, handled, load }: OperatorStanding): OperatorStanding {
  return {
    isPresent,
    room: isPresent ? room : { voice: false, text: false },
    idleSinceMs: finite(idleSinceMs, 0),
    handled: Math.max(0, Math.trunc(finite(handled, 0))),
    load: Math.max(0, finite(load, 0)),
  };
}

/** Of a contact itself, beside its queue's. */
export function ownPriority(priority: number | undefined): number {
  return Math.min(MOST_PRIORITY, Math.max(0, finite(priority, 0)));
}

/** A number, or another where it is none. */
export function finite(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isFinite(value) ? value : otherwise;
}
