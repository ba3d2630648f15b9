import * as z from "zod";
import type { Skills } from "../skill.ts";
import { meets, type SkillRequirement } from "./skills.ts";

/**
 * Whether operators may take a waiting contact by themselves. `never`: the distribution alone decides; `also`: beside what
 * they are offered; `only`: nobody is offered anything, each chooses. What was assigned is offered under every rule.
 */
export const Taking = z.enum(["never", "also", "only"]);
export type Taking = z.output<typeof Taking>;

/**
 * Why a contact cannot be taken. `already-taken`: somebody talks in it, or it is over; `not-due`: an order of a call-back
 * whose customer chose a later time; `taking-not-allowed`: by the rule of the queue; `offered-elsewhere`: a colleague is deciding; `not-online`: the operator is on no line for it; `skill-missing`:
 * they lack what it requires now; `no-room`: their capacity is used up, or a call leaves no room for text.
 */
export const TAKE_REFUSALS = [
  "already-taken",
  "not-due",
  "taking-not-allowed",
  "offered-elsewhere",
  "not-online",
  "skill-missing",
  "no-room",
] as const;
export type TakeRefusal = (typeof TAKE_REFUSALS)[number];

/** A contact out of the operator's own queue, and how the operator stands. */
export type TakeQuestion = {
  readonly taking: Taking;
  /** It waits, or is being offered. */
  readonly isWaiting: boolean;
  readonly isDue: boolean;
  /** It is being offered to somebody else. */
  readonly isOfferedElsewhere: boolean;
  /** The operator could be offered contacts of this kind, had they room. */
  readonly isOnline: boolean;
  readonly hasRoom: boolean;
  readonly skills: Skills;
  /** What it requires after it waited as long as it did. */
  readonly requirements: readonly SkillRequirement[];
};

/** Why it cannot be taken; null: it can. Nothing but the order is left to the operator: who could not be offered it cannot take it. */
export function takeRefusal(asked: TakeQuestion): TakeRefusal | null {
  if (!asked.isWaiting) return "already-taken";
  if (!asked.isDue) return "not-due";
  if (asked.taking === "never") return "taking-not-allowed";
  if (asked.isOfferedElsewhere) return "offered-elsewhere";
  if (!asked.isOnline) return "not-online";
  if (!meets(asked.skills, asked.requirements)) return "skill-missing";
  return asked.hasRoom ? null : "no-room";
}
