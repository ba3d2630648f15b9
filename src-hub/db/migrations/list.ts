import type { Migration } from "kysely/migration";
import type { DatabaseEngine } from "../dialect.ts";
import { createLog } from "./0010-create-log.ts";
import { createTeam } from "./0020-create-team.ts";
import { createCallQuality } from "./0400-create-call-quality.ts";
import { createKeptTalks } from "./1200-create-kept-talks.ts";
import { createPeople } from "./1500-create-people.ts";
import { createSessions } from "./1510-create-sessions.ts";
import { addDistributionSettings } from "./1600-add-distribution-settings.ts";
import { createFairness } from "./1610-create-fairness.ts";
import { createCustomerRouting } from "./1620-create-customer-routing.ts";
import { extendOperatorStates } from "./1700-extend-operator-states.ts";
import { addWrapUpPolicies } from "./1710-add-wrap-up-policies.ts";
import { createInteractionNotes } from "./1720-create-interaction-notes.ts";
import { createConversations } from "./1900-create-conversations.ts";
import { createSiteChat } from "./2100-create-site-chat.ts";

/** One step of the schema: its name is stored in the database, and never changes once released. */
export type NamedMigration = readonly [name: string, migration: Migration];

/** Every step, in order, in steps of ten. */
export function migrationList(engine: DatabaseEngine): readonly NamedMigration[] {
  return [
    ["0010-create-log", createLog(engine)],
    ["0020-create-team", createTeam(engine)],
    ["0400-create-call-quality", createCallQuality(engine)],
    ["1200-create-kept-talks", createKeptTalks(engine)],
    ["1500-create-people", createPeople(engine)],
    ["1510-create-sessions", createSessions(engine)],
    ["1600-add-distribution-settings", addDistributionSettings()],
    ["1610-create-fairness", createFairness(engine)],
    ["1620-create-customer-routing", createCustomerRouting(engine)],
    ["1700-extend-operator-states", extendOperatorStates(engine)],
    ["1710-add-wrap-up-policies", addWrapUpPolicies(engine)],
    ["1720-create-interaction-notes", createInteractionNotes(engine)],
    ["1900-create-conversations", createConversations(engine)],
    ["2100-create-site-chat", createSiteChat(engine)],
  ];
}
