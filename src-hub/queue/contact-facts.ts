import { type ChannelKind, channelKind } from "../../src-shared/domain/channel.ts";
import type { QueuedContact } from "../../src-shared/domain/distribution/distribution-input.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { QueueId } from "../../src-shared/ids.ts";

/** Who talked with a customer last. */
export type Familiar = NonNullable<QueuedContact["familiar"]>;

/** How an interaction is served; a channel that is not known can hardly be spoken on. */
export function kindOf({ channel }: Pick<Interaction, "channel">): ChannelKind {
  return channelKind(channel) ?? "text";
}

/** What the distribution is told of a contact that came to a queue. */
export function queuedContact(interaction: Interaction, queueId: QueueId, familiar: Familiar | null): QueuedContact {
  const { interactionId, hints } = interaction;
  return {
    interactionId,
    queueId,
    kind: kindOf(interaction),
    priority: hints?.priority ?? 0,
    requiredSkills: hints?.requiredSkills ?? [],
    responsible: hints?.responsibleId ?? null,
    familiar,
  };
}
