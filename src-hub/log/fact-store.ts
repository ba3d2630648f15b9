import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import { PostgresDatabase } from "../db/postgres-database.ts";
import type { HubDatabase, HubSchema } from "../db/schema.ts";
import { SqliteDatabase } from "../db/sqlite-database.ts";
import { eventRow, interactionRow } from "./event-store.ts";

/** The columns in the order of the statements below, with PostgreSQL's types. */
const EVENT_COLUMNS = {
  seq: "int8",
  at_ms: "int8",
  actor: "text",
  type: "text",
  payload: "text",
} as const satisfies Record<keyof HubSchema["events"], string>;
const INTERACTION_COLUMNS = {
  interaction_id: "text",
  state: "text",
  queue_id: "text",
  operator_id: "text",
  customer_address: "text",
  created_at_ms: "int8",
  ended_at_ms: "int8",
  last_seq: "int8",
  body: "text",
} as const satisfies Record<keyof HubSchema["interactions"], string>;

const eventNames = Object.keys(EVENT_COLUMNS) as (keyof typeof EVENT_COLUMNS)[];
const interactionNames = Object.keys(INTERACTION_COLUMNS) as (keyof typeof INTERACTION_COLUMNS)[];

const TO_EVENTS = `insert into events (${eventNames.join(", ")})`;
const TO_INTERACTIONS = `insert into interactions (${interactionNames.join(", ")})`;
const REPLACED = interactionNames
  .filter((name) => name !== "interaction_id")
  .map((name) => `${name} = excluded.${name}`);
const REPLACE = `on conflict (interaction_id) do update set ${REPLACED.join(", ")}`;

const marks = (names: readonly string[]) => names.map(() => "?").join(", ");
const INSERT_EVENT = `${TO_EVENTS} values (${marks(eventNames)})`;
const SAVE_INTERACTION = `${TO_INTERACTIONS} values (${marks(interactionNames)}) ${REPLACE}`;

const arrays = (types: Readonly<Record<string, string>>, before: number) =>
  Object.values(types)
    .map((type, index) => `$${before + index + 1}::${type}[]`)
    .join(", ");
const ALL_AT_ONCE = `with logged as (${TO_EVENTS} select * from unnest(${arrays(EVENT_COLUMNS, 0)}))
${TO_INTERACTIONS} select * from unnest(${arrays(INTERACTION_COLUMNS, eventNames.length)}) ${REPLACE}`;

/**
 * Events and the interactions they leave behind, durably and together: what every contact writes most. The statements
 * are made once. On a server it is one statement for any number of rows, for each would be a round trip; it is its own
 * transaction.
 */
export async function writeFacts(
  db: HubDatabase,
  events: readonly LogEvent[],
  interactions: readonly Interaction[],
): Promise<void> {
  const eventRows = events.map(eventRow);
  const interactionRows = interactions.map(interactionRow);
  if (db instanceof SqliteDatabase) {
    await db.runTogether([
      { sql: INSERT_EVENT, rows: eventRows.map((row) => eventNames.map((name) => row[name])) },
      { sql: SAVE_INTERACTION, rows: interactionRows.map((row) => interactionNames.map((name) => row[name])) },
    ]);
    return;
  }
  if (!(db instanceof PostgresDatabase)) throw new TypeError("neither engine of the hub");
  const values = [
    ...eventNames.map((name) => eventRows.map((row) => row[name])),
    ...interactionNames.map((name) => interactionRows.map((row) => row[name])),
  ];
  await db.runPrepared("write-facts", ALL_AT_ONCE, values);
}
