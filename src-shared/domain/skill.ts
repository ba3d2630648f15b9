import * as z from "zod";

/** A short name by which people, queues and scripts speak of a thing: lower-case letters, digits and hyphens. */
const slug = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[a-z][a-z0-9-]*$/);

/** What an operator can do: a language, a product, a kind of conversation («en», «returns»). */
export const SkillCode = slug.brand<"SkillCode">();
export type SkillCode = z.output<typeof SkillCode>;

/** How well, from 1 (began to learn) to 10 (teaches others). */
export const SkillLevel = z.number().int().min(1).max(10);

/** An operator's skills with their levels; a skill that is not named is not there. */
export const Skills = z.record(SkillCode, SkillLevel).refine((skills) => Object.keys(skills).length <= 50, {
  message: "at most 50 skills",
});
export type Skills = z.output<typeof Skills>;

/** A group of people of the team («vip», «evening»): whom a supervisor looks after, and whom a queue prefers. */
export const GroupCode = slug.brand<"GroupCode">();
export type GroupCode = z.output<typeof GroupCode>;
