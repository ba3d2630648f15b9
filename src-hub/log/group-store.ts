import { isCallBackEvent } from "../../src-shared/domain/callback/call-back-order.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import { isPresenceEvent } from "../../src-shared/domain/operator-presence.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import { saveCallBacks } from "../callbacks/call-back-store.ts";
import type { HubDatabase, WriteDb } from "../db/schema.ts";
import type { AppendGroup } from "./append-group.ts";
import { saveReadMarks } from "./conversation-people-store.ts";
import { saveCustomerProfiles } from "./customer-profile-store.ts";
import { insertEvents, saveInteractions } from "./event-store.ts";
import { writeFacts } from "./fact-store.ts";
import { saveMessages } from "./message-store.ts";
import { saveNotes } from "./note-store.ts";
import { saveOperatorEvents } from "./operator-store.ts";
import { saveOutcomes } from "./outcome-store.ts";
import { saveCallQuality } from "./quality-store.ts";
import { saveRecordings } from "./recording-store.ts";
import { saveReplies } from "./reply-store.ts";
import { saveScriptRuns } from "./script-run-store.ts";

/** What is to be written for a projection, in the transaction of its events. */
type ProjectionWrite = (db: WriteDb) => Promise<void>;

/**
 * A projection that is kept apart and may remember what it heard: told of each append, with each interaction as these
 * events leave it; null: nothing to write. One that fails fails the append.
 */
export type LogProjection = (
  events: readonly LogEvent[],
  interactionAfter: (interactionId: InteractionId) => Interaction | undefined,
) => ProjectionWrite | null;

/** A table that is a function of the log, kept in its transaction. `of`: the events it needs to hear of. */
type Projection = {
  readonly of: (event: LogEvent) => boolean;
  readonly save: (db: WriteDb, events: readonly LogEvent[]) => Promise<void>;
};

/** Beside the interactions, which every event of theirs changes. */
const PROJECTIONS: readonly Projection[] = [
  { of: isPresenceEvent, save: (db, events) => saveOperatorEvents(db, events.filter(isPresenceEvent)) },
  { of: ({ type }) => type === "interaction.note-changed", save: saveNotes },
  { of: ({ type }) => type === "interaction.outcome-changed", save: saveOutcomes },
  { of: ({ type }) => type === "customer.described", save: saveCustomerProfiles },
  { of: ({ type }) => type.startsWith("reply."), save: saveReplies },
  { of: ({ type }) => type === "script.run-began" || type === "script.stepped", save: saveScriptRuns },
  { of: ({ type }) => type === "call.quality-measured", save: saveCallQuality },
  { of: ({ type }) => type === "call.recording-changed", save: saveRecordings },
  { of: ({ type }) => type.startsWith("message."), save: saveMessages },
  { of: ({ type }) => type === "conversation.read-up-to", save: saveReadMarks },
  { of: isCallBackEvent, save: saveCallBacks },
];

/** Writes a group durably: its events, the projections and what is written alongside; all or nothing. */
export async function writeGroup(
  db: HubDatabase,
  group: AppendGroup,
  projections: readonly LogProjection[],
): Promise<void> {
  const { events, members } = group;
  const interactions = [...group.changed.values()];
  const concerned = PROJECTIONS.filter((projection) => events.some(projection.of));
  const isAlone = members.every(({ alongside }) => alongside === undefined);
  const told = isAlone ? tell(group, projections) : null;
  if (told?.length === 0 && concerned.length === 0) return writeFacts(db, group);
  await db.transaction().execute(async (transaction) => {
    await insertEvents(transaction, events);
    await saveInteractions(transaction, interactions);
    for (const { of, save } of concerned) await save(transaction, events.filter(of));
    for (const { alongside, events: own } of members) await alongside?.(transaction, own);
    // Last: what is written alongside may fail by itself, and those who remember must not have heard of it then.
    for (const write of told ?? tell(group, projections)) await write(transaction);
  });
}

function tell(group: AppendGroup, projections: readonly LogProjection[]): readonly ProjectionWrite[] {
  return group.members.flatMap(({ events }, index) =>
    projections.flatMap((project) => project(events, (id) => group.interactionAfter(index, id)) ?? []),
  );
}
