import { isDeepStrictEqual } from "node:util";
import type { ReadDb } from "../../src-hub/db/schema.ts";
import { readEvents } from "../../src-hub/log/event-store.ts";
import { readFairness } from "../../src-hub/log/fairness-store.ts";
import { readPresences } from "../../src-hub/log/operator-store.ts";
import type { FairnessEntry } from "../../src-shared/domain/fairness/fairness-ledger.ts";
import { type Interaction, isOpen } from "../../src-shared/domain/interaction.ts";
import type { OperatorPresence } from "../../src-shared/domain/operator-presence.ts";
import { ReplayedLog } from "./replayed-log.ts";

const EVERYTHING = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

/**
 * What does not hold of a hub's records, in words; empty when all is well. Numbers of the log have no gap, every table made
 * of it equals a replay, and each contact has an owner, a place, or exactly one end. Asks the database alone, so that it
 * may be asked between two lives of a hub; beside one that writes, ask inside a transaction that sees one moment.
 */
export async function brokenRecords(db: ReadDb): Promise<readonly string[]> {
  const events = await readEvents(db, 0, Number.MAX_SAFE_INTEGER);
  const replay = new ReplayedLog(events);
  return [
    ...replay.faults,
    ...brokenLives(replay),
    ...brokenDialogs(replay),
    ...(await brokenInteractions(db, replay)),
    ...(await brokenPresences(db, replay)),
    ...(await brokenMessages(db, replay)),
    ...(await brokenNotes(db, replay)),
    ...(await brokenFairness(db, replay)),
    ...(await brokenMailboxes(db)),
  ];
}

/** Each contact has an owner, a place or a ring, or one end. */
function brokenLives({ interactions, endings }: ReplayedLog): readonly string[] {
  return [...interactions.values()].flatMap((interaction) => {
    const { interactionId, state } = interaction;
    const { ended, closed } = endings.get(interactionId) ?? { ended: 0, closed: 0 };
    if (isOpen(interaction))
      return hasSomebody(interaction) ? [] : [`${interactionId} (${state}) has no owner and no place`];
    const isRight = ended === 1 && closed === (state === "closed" ? 1 : 0) && interaction.result !== null;
    return isRight ? [] : [`${interactionId} (${state}) was ended ${ended} times and closed ${closed} times`];
  });
}

function hasSomebody({ state, operatorId, queueId, acceptedAtMs, offers, direction }: Interaction): boolean {
  const isOwned = operatorId !== null && (acceptedAtMs !== null || direction === "out");
  const isPlaced = queueId !== null && (state === "created" || state === "queued" || state === "offered");
  return isOwned || isPlaced || offers.some(({ outcome }) => outcome === null);
}

/** A dialog has one contact at a time. */
function brokenDialogs({ interactions }: ReplayedLog): readonly string[] {
  const open = new Map<string, number>();
  for (const interaction of interactions.values())
    if (interaction.conversationId && isOpen(interaction))
      open.set(interaction.conversationId, (open.get(interaction.conversationId) ?? 0) + 1);
  return [...open].flatMap(([id, count]) => (count > 1 ? [`the dialog ${id} has ${count} open contacts`] : []));
}

async function brokenInteractions(db: ReadDb, { interactions }: ReplayedLog): Promise<readonly string[]> {
  const rows = await db.selectFrom("interactions").select(["interaction_id", "state", "last_seq", "body"]).execute();
  const stored = new Map(
    rows.map(({ interaction_id, state, last_seq, body }) => [
      interaction_id,
      { ...(JSON.parse(body) as object), state, lastSeq: last_seq },
    ]),
  );
  return differences("the contact", stored, interactions);
}

async function brokenPresences(db: ReadDb, { presences }: ReplayedLog): Promise<readonly string[]> {
  // What only the running hub remembers is in no row.
  const kept = (presence: OperatorPresence) => ({
    ...presence,
    desktopGoneSinceMs: null,
    missedInRow: 0,
    declinedInRow: 0,
  });
  const stored = new Map((await readPresences(db)).map((presence) => [presence.operatorId as string, kept(presence)]));
  return differences("the standing of", stored, new Map([...presences].map(([id, presence]) => [id, kept(presence)])));
}

async function brokenMessages(db: ReadDb, { messages, outbound }: ReplayedLog): Promise<readonly string[]> {
  const rows = await db.selectFrom("messages").select(["message_id", "body"]).execute();
  const stored = new Map(rows.map(({ message_id, body }) => [message_id, JSON.parse(body) as object]));
  const waiting = await db.selectFrom("outbound").select(["kind", "message_id"]).execute();
  const told = new Map(waiting.map(({ kind, message_id }) => [`${kind} ${message_id}`, true]));
  const twice = [...messages.values()]
    .filter(({ from, channelMessageId }) => from === "customer" && channelMessageId !== null)
    .map(({ conversationId, channelMessageId }) => `${conversationId} ${channelMessageId}`)
    .filter((key, index, keys) => keys.indexOf(key) !== index);
  return [
    ...differences("the message", stored, messages),
    ...differences("what waits for its channel:", told, new Map([...outbound].map((key) => [key, true]))),
    ...twice.map((key) => `the channel's message ${key} was taken in twice`),
  ];
}

async function brokenNotes(db: ReadDb, { notes, outcomes }: ReplayedLog): Promise<readonly string[]> {
  const rows = await db.selectFrom("interaction_notes").select(["interaction_id", "operator_id", "body"]).execute();
  const stored = new Map(
    rows.map(({ interaction_id, operator_id, body }) => [`${interaction_id} ${operator_id}`, body]),
  );
  const said = await db.selectFrom("interaction_outcomes").selectAll().execute();
  const storedOutcomes = new Map(
    said.map(({ interaction_id, operator_id, topics, result, next_step }) => [
      `${interaction_id} ${operator_id}`,
      { topicIds: JSON.parse(topics) as unknown, result, nextStep: next_step },
    ]),
  );
  return [...differences("the note", stored, notes), ...differences("the outcome", storedOutcomes, outcomes)];
}

/** Idle time that goes on when a hub dies is in no ledger (ADR 27): only what is counted is compared. */
async function brokenFairness(db: ReadDb, { fairness }: ReplayedLog): Promise<readonly string[]> {
  return differences("the ledger of", counts(await readFairness(db, EVERYTHING)), counts(fairness));
}

function counts(entries: readonly FairnessEntry[]): ReadonlyMap<string, object> {
  return new Map(
    entries
      .filter(({ queueId }) => queueId !== null)
      .map((entry) => [`${entry.hourMs} ${entry.operatorId} ${entry.queueId}`, { ...entry, idleMs: 0 }]),
  );
}

/** What a visitor of a site has said and heard is numbered without a gap. */
async function brokenMailboxes(db: ReadDb): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("site_entries")
    .select(["visitor_id", "n"])
    .orderBy("visitor_id")
    .orderBy("n")
    .execute();
  const heads = new Map<string, number>();
  const gaps: string[] = [];
  for (const { visitor_id, n } of rows) {
    const before = heads.get(visitor_id) ?? 0;
    if (n !== before + 1) gaps.push(`the mailbox ${visitor_id} goes from ${before} to ${n}`);
    heads.set(visitor_id, n);
  }
  return gaps;
}

function differences(
  what: string,
  stored: ReadonlyMap<string, unknown>,
  replayed: ReadonlyMap<string, unknown>,
): readonly string[] {
  const faults: string[] = [];
  for (const key of new Set([...stored.keys(), ...replayed.keys()])) {
    const [row, made] = [stored.get(key), plain(replayed.get(key))];
    if (!isDeepStrictEqual(plain(row), made))
      faults.push(`${what} ${key}: stored ${JSON.stringify(row)}, by the log ${JSON.stringify(made)}`);
  }
  return faults;
}

/** As it comes back from a row: no undefined. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
