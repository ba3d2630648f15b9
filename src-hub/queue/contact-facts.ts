import { type ChannelKind, channelKind } from "../../src-shared/domain/channel.ts";
import type { CustomerRouting } from "../../src-shared/domain/distribution/customer-routing.ts";
import type { QueuedContact } from "../../src-shared/domain/distribution/distribution-input.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { QueueId } from "../../src-shared/ids.ts";

/** Who talked with a customer last. */
export type Familiar = NonNullable<QueuedContact["familiar"]>;

/** What is known of the customer of a contact. */
export type CustomerFacts = { readonly familiar: Familiar | null; readonly routing: CustomerRouting | null };

/** How an interaction is served; a channel that is not known can hardly be spoken on. */
export function kindOf({ channel }: Pick<Interaction, "channel">): ChannelKind {
  return channelKind(channel) ?? "text";
}

/** What the distribution is told of a contact that came to a queue. */
export function queuedContact(
  interaction: Interaction,
  queueId: QueueId,
  { familiar, routing }: CustomerFacts,
): QueuedContact {
  const { interactionId, hints } = interaction;
  return {
    interactionId,
    queueId,
    kind: kindOf(interaction),
    // What came with this very contact counts before what is known of the customer.
    priority: hints?.priority ?? routing?.priority ?? 0,
    requiredSkills: hints?.requiredSkills ?? [],
    responsible: hints?.responsibleId ?? routing?.responsibleId ?? null,
    familiar,
  };
}
