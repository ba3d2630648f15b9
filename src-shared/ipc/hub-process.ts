import * as z from "zod";
import { SCRIPTS_LIMIT } from "../domain/scripts/script-limits.ts";
import { ScriptOutline } from "../domain/scripts/script-shelf.ts";
import { Team } from "../domain/team.ts";
import { SiteSettings } from "../site-chat/site-settings.ts";

/** What the desktop tells its embedded hub once, over `parentPort`; secrets never go through the environment. */
export const HubStart = z.object({
  type: z.literal("start"),
  databaseFile: z.string().min(1),
  /** 32 bytes in hex: opens the encrypted database. Null: the file is not encrypted (a hub alone on a server). */
  databaseKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  listen: z.object({ host: z.string().min(1), port: z.number().int().min(0).max(65_535) }),
  /** Seeds an empty hub; a hub that has a team keeps its own. */
  team: Team,
  /** Sites whose chats this hub answers; none unless told. */
  sites: z.array(SiteSettings).max(100).default([]),
  /** Seeds a hub that never had a script; the files are read by whoever starts it. */
  scripts: z.array(ScriptOutline).max(SCRIPTS_LIMIT).default([]),
  /** Secrets by login (operators) or line login; the hub keeps only what checks them. Replaces older ones. */
  secrets: z.record(z.string(), z.string().min(8).max(256)),
});
export type HubStart = z.output<typeof HubStart>;

/** `stop` drains and ends the process with code 0. */
export const ToHub = z.discriminatedUnion("type", [HubStart, z.object({ type: z.literal("stop") })]);
export type ToHub = z.output<typeof ToHub>;

/** Why a hub could not start. `database-newer`: the file was written by a newer program; `migration-failed`, `database-locked-out`: nothing was overwritten. */
export const HubFailure = z.enum([
  "bad-start",
  "database-newer",
  "migration-failed",
  "database-unreadable",
  "port-taken",
  "fault",
]);
export type HubFailure = z.output<typeof HubFailure>;

/** What the hub answers: it listens on `port`, or could not start. `logId` names its log. */
export const FromHub = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("ready"),
    port: z.number().int().positive(),
    logId: z.string(),
    sipDomain: z.string(),
    sipPath: z.string(),
  }),
  z.object({ type: z.literal("failed"), code: HubFailure, detail: z.string().max(500) }),
]);
export type FromHub = z.output<typeof FromHub>;
