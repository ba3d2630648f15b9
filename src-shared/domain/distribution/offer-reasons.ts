import type { OfferReason } from "../../events/log-event.ts";
import type { ContactEntry, OperatorEntry, Preferred, Seat } from "./distribution-index.ts";
import { levelOf } from "./skills.ts";

/** Skills named in an offer at most; the operator has two lines for the whole answer. */
const SKILLS_NAMED = 2;

/** Whom a contact goes to, and by which rule: a seat in a lane, or somebody who goes first. */
export type Choice =
  | { readonly operator: OperatorEntry; readonly seat: Seat }
  | { readonly operator: OperatorEntry; readonly preferred: Preferred };

/** Why this operator: what sets the contact apart, then what sets the operator apart. */
export function offerReasons(contact: ContactEntry, choice: Choice, nowMs: number): readonly OfferReason[] {
  const reasons: OfferReason[] = [];
  if (contact.misses > 0) reasons.push({ code: "next-after-no-answer" });
  if (contact.isVip) reasons.push({ code: "vip" });
  if ("preferred" in choice) {
    if (choice.preferred.why) reasons.push(choice.preferred.why);
    return reasons;
  }
  const { seat } = choice;
  if (seat.lane.queue !== contact.queue) {
    const waitedMs = Math.max(0, nowMs - contact.waitingSinceMs);
    reasons.push({ code: "overflow", fromQueueId: contact.queue.queueId, waitedMs });
  }
  for (const { skill } of seat.lane.requirements.slice(0, SKILLS_NAMED))
    reasons.push({ code: "skill", skill, level: levelOf(seat.operator.skills, skill) });
  const rule = strategyReason(seat, nowMs);
  if (rule) reasons.push(rule);
  return reasons;
}

function strategyReason({ lane, membership, operator }: Seat, nowMs: number): OfferReason | null {
  const { idleSinceMs, handled, load } = operator.standing;
  const { strategy } = lane.queue.rules;
  switch (strategy) {
    case "fewest-handled":
      return { code: strategy, handled };
    case "least-loaded":
      return { code: strategy, load };
    case "sequential":
      return { code: strategy, place: membership.place };
    case "round-robin":
    case "all-at-once":
    case "random":
      return { code: strategy };
    case "skills":
      // Where nothing is required nobody is better than another: then the longest idle one was chosen.
      if (lane.requirements.length > 0) return null;
      return { code: "longest-idle", idleMs: Math.max(0, nowMs - idleSinceMs) };
    case "longest-idle":
      return { code: strategy, idleMs: Math.max(0, nowMs - idleSinceMs) };
  }
}
