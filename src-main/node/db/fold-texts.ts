import type Database from "better-sqlite3";
import { channelKind } from "../../../src-shared/domain/channel.ts";
import { foldInteraction, type Interaction, isInteractionEvent } from "../../../src-shared/domain/interaction.ts";
import { isKnownEvent, ReceivedEventSchema } from "../../../src-shared/events/log-event.ts";
import type { OperatorId } from "../../../src-shared/ids.ts";
import { participants } from "../../core/mirror/interaction-roles.ts";

type Row = { readonly seq: number; readonly at_ms: number; actor: string; type: string; payload: string };

/** A text contact as the log leaves it, and all who had it. */
type FoldedText = { readonly text: Interaction; readonly parts: ReadonlySet<OperatorId> };

/** The text contacts of the log of a mirror, which a migration projects anew. */
export function foldTexts(db: Database.Database): Iterable<FoldedText> {
  const folded = new Map<string, FoldedText>();
  const rows = db.prepare<[], Row>("SELECT * FROM events WHERE type LIKE 'interaction.%' ORDER BY seq").iterate();
  for (const { at_ms: atMs, payload, ...row } of rows) {
    const event = ReceivedEventSchema.safeParse({ ...row, atMs, payload: JSON.parse(payload) as unknown });
    if (!event.success || !isKnownEvent(event.data) || !isInteractionEvent(event.data)) continue;
    const { interactionId } = event.data.payload;
    const before = folded.get(interactionId);
    const text = foldInteraction(before?.text, event.data);
    if (!text || channelKind(text.channel) !== "text") continue;
    folded.set(interactionId, { text, parts: new Set([...(before?.parts ?? []), ...participants(text)]) });
  }
  return folded.values();
}
