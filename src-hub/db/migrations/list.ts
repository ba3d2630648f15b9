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
import { createCallBacks } from "./2300-create-call-backs.ts";
import { createSiteCallTickets } from "./2400-create-site-call-tickets.ts";
import { addConversationReading } from "./2600-add-conversation-reading.ts";
import { addCustomerLanguage } from "./2610-add-customer-language.ts";
import { createRemovals } from "./2700-create-removals.ts";
import { queuesOfPeople } from "./2800-queues-of-people.ts";
import { leanContactWrites } from "./3000-lean-contact-writes.ts";
import { createRecordings } from "./3200-create-recordings.ts";
import { addPassedOnTalks } from "./3400-add-passed-on-talks.ts";
import { createInteractionOutcomes } from "./3600-create-interaction-outcomes.ts";
import { createCustomerProfiles } from "./3700-create-customer-profiles.ts";
import { createQuickReplies } from "./3900-create-quick-replies.ts";
import { createScripts } from "./4000-create-scripts.ts";

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
    ["2300-create-call-backs", createCallBacks(engine)],
    ["2400-create-site-call-tickets", createSiteCallTickets(engine)],
    ["2600-add-conversation-reading", addConversationReading(engine)],
    ["2610-add-customer-language", addCustomerLanguage()],
    ["2700-create-removals", createRemovals(engine)],
    ["2800-queues-of-people", queuesOfPeople(engine)],
    ["3000-lean-contact-writes", leanContactWrites(engine)],
    ["3200-create-recordings", createRecordings(engine)],
    ["3400-add-passed-on-talks", addPassedOnTalks()],
    ["3600-create-interaction-outcomes", createInteractionOutcomes(engine)],
    ["3700-create-customer-profiles", createCustomerProfiles(engine)],
    ["3900-create-quick-replies", createQuickReplies(engine)],
    ["4000-create-scripts", createScripts(engine)],
  ];
}
