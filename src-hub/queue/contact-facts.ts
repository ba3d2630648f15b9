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
  const { interactionId, hints, assigned } = interaction;
  return {
    interactionId,
    queueId,
    kind: kindOf(interaction),
    // What was said of this very contact counts first, then what came with it, then what is known of the customer.
    priority: interaction.priority ?? hints?.priority ?? routing?.priority ?? 0,
    requiredSkills: hints?.requiredSkills ?? [],
    responsible: hints?.responsibleId ?? routing?.responsibleId ?? null,
    familiar,
    assigned: assigned?.operatorId ?? null,
  };
}
