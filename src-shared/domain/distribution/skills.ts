import * as z from "zod";
import { SkillCode, SkillLevel, type Skills } from "../skill.ts";

/** What is required, and how well at least. */
export const SkillRequirement = z.object({ skill: SkillCode, minLevel: SkillLevel });
export type SkillRequirement = z.output<typeof SkillRequirement>;

/** Several lists as one: each skill once with its highest demand, lowered by `byLevels`, in the order of the codes. */
export function joinRequirements(
  lists: readonly (readonly SkillRequirement[])[],
  byLevels = 0,
): readonly SkillRequirement[] {
  const demands = new Map<SkillCode, number>();
  for (const { skill, minLevel } of lists.flat()) demands.set(skill, Math.max(minLevel, demands.get(skill) ?? 0));
  return [...demands]
    .map(([skill, minLevel]) => ({ skill, minLevel: minLevel - byLevels }))
    .filter(({ minLevel }) => minLevel >= 1)
    .sort((left, right) => (left.skill < right.skill ? -1 : 1));
}

/** Whether somebody with these skills meets every requirement. */
export function meets(skills: Skills, requirements: readonly SkillRequirement[]): boolean {
  return requirements.every(({ skill, minLevel }) => levelOf(skills, skill) >= minLevel);
}

/** The level in a skill; 0 for who does not have it. */
export function levelOf(skills: Skills, skill: SkillCode): number {
  return Object.hasOwn(skills, skill) ? (skills[skill] ?? 0) : 0;
}
