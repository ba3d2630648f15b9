import { channelKind } from "../../../../src-shared/domain/channel.ts";
import { foldInteraction, type Interaction, isInteractionEvent } from "../../../../src-shared/domain/interaction.ts";
import { isKnownEvent, ReceivedEventSchema } from "../../../../src-shared/events/log-event.ts";
import { isWaiting } from "../../../core/mirror/interaction-roles.ts";
import type { Migration } from "../migration-runner.ts";

type Row = { readonly seq: number; readonly at_ms: number; actor: string; type: string; payload: string };

/** Contacts of text, which older versions kept in the log only, stand with the others now. */
export const projectTexts: Migration = {
  version: 2510,
  name: "2510-project-texts",
  up(db) {
    const folded = new Map<string, Interaction>();
    const rows = db.prepare<[], Row>("SELECT * FROM events WHERE type LIKE 'interaction.%' ORDER BY seq").iterate();
    for (const { at_ms: atMs, payload, ...row } of rows) {
      const event = ReceivedEventSchema.safeParse({ ...row, atMs, payload: JSON.parse(payload) as unknown });
      if (!event.success || !isKnownEvent(event.data) || !isInteractionEvent(event.data)) continue;
      const { interactionId } = event.data.payload;
      const after = foldInteraction(folded.get(interactionId), event.data);
      if (after && channelKind(after.channel) === "text") folded.set(interactionId, after);
    }
    const insert = db.prepare(
      "INSERT OR REPLACE INTO interactions (interaction_id, is_waiting, created_at_ms, body) VALUES (?, ?, ?, ?)",
    );
    for (const one of folded.values())
      insert.run(one.interactionId, isWaiting(one) ? 1 : 0, one.createdAtMs, JSON.stringify(one));
  },
};
