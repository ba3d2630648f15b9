import * as z from "zod";
import { CustomerRouting } from "../domain/distribution/customer-routing.ts";
import { QueueRules } from "../domain/distribution/queue-rules.ts";
import { SettingsChange } from "../domain/settings-change.ts";
import { QueueId } from "../ids.ts";

/** Facts about how the hub works from here on. */
export const SETTINGS_EVENTS = {
  /** Somebody changed how the hub works, place by place; `version` is that of the settings from here on. */
  "settings.changed": z.object({
    area: z.enum(["team", "retention"]),
    version: z.number().int().positive(),
    changes: z.array(SettingsChange).max(1000),
  }),
  /** Somebody changed the team's topics, or what is asked for at the end of a contact; `version` is that of them from here on. */
  "topics.changed": z.object({
    version: z.number().int().positive(),
    changes: z.array(SettingsChange).max(1000),
  }),
  /**
   * How a customer's contacts are distributed was changed. `mark` stands for the address: the hub makes it with a key of its
   * own, so that the same customer is found again and nobody can read who it is.
   */
  "customer.routing-changed": z.object({ mark: z.string().max(64), from: CustomerRouting, to: CustomerRouting }),
  /** A queue distributes by other rules from here on. */
  "queue.rules-changed": z.object({ queueId: QueueId, rules: QueueRules }),
} as const;
