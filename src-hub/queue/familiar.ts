import type { QueueRules } from "../../src-shared/domain/distribution/queue-rules.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { TextChannelSettings } from "../../src-shared/domain/text-channel-settings.ts";
import type { HubClock } from "../clock.ts";
import type { ReadDb } from "../db/schema.ts";
import { readFamiliar } from "../log/event-store.ts";
import type { Familiar } from "./contact-facts.ts";

export type FamiliarNeeds = {
  readonly db: ReadDb;
  readonly clock: HubClock;
  /** How a written contact's channel treats who comes again; null: it is no written contact, or its channel says nothing. */
  readonly reopeningOf: (interaction: Interaction) => TextChannelSettings["reopening"];
};

/** Who is to be asked first because they know the customer, and how long they are waited for; null: nobody. */
export async function familiarOf(
  { db, clock, reopeningOf }: FamiliarNeeds,
  interaction: Interaction,
  ofQueue: QueueRules["familiar"],
): Promise<Familiar | null> {
  const reopening = reopeningOf(interaction);
  if (!ofQueue && !reopening) return null;
  const known = await readFamiliar(db, interaction.customer.address, interaction.interactionId);
  if (!known) return null;
  const agoMs = clock.nowMs() - known.lastAtMs;
  const waits = [ofQueue, reopening].flatMap((rule) =>
    rule && agoMs <= (rule.withinMs ?? Number.POSITIVE_INFINITY) ? [rule.waitMs] : [],
  );
  return waits.length > 0 ? { ...known, waitMs: Math.max(...waits) } : null;
}
