import type { Interaction } from "../../src-shared/domain/interaction.ts";
import { PostgresDatabase } from "../db/postgres-database.ts";
import type { HubDatabase, HubSchema } from "../db/schema.ts";
import { type RowStatement, SqliteDatabase } from "../db/sqlite-database.ts";
import type { AppendGroup } from "./append-group.ts";
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
  is_closed: "int4",
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

const places = (names: readonly string[], before: number) =>
  names.map((_name, index) => `$${before + index + 1}`).join(", ");
/** One event of one interaction, which most appends are: without arrays, whose texts both sides would have to escape. */
const ONE_OF_EACH = `with logged as (${TO_EVENTS} values (${places(eventNames, 0)}))
${TO_INTERACTIONS} values (${places(interactionNames, eventNames.length)}) ${REPLACE}`;

/**
 * Events and the interactions they leave behind, durably and together: what every contact writes most. The statements
 * are made once. On a server it is one statement for any number of rows, for each would be a round trip; it is its own
 * transaction.
 */
export async function writeFacts(db: HubDatabase, group: AppendGroup): Promise<void> {
  const eventRows = group.events.map(eventRow);
  const interactions = [...group.changed.values()];
  if (db instanceof SqliteDatabase) {
    await db.runTogether([
      { sql: INSERT_EVENT, rows: eventRows.map((row) => eventNames.map((name) => row[name])) },
      ...interactions.map((after) => saveStatement(group.committed(after.interactionId), after)),
    ]);
    return;
  }
  if (!(db instanceof PostgresDatabase)) throw new TypeError("neither engine of the hub");
  const interactionRows = interactions.map(interactionRow);
  const [eventAlone, interactionAlone] = [eventRows[0], interactionRows[0]];
  if (eventAlone && interactionAlone && eventRows.length === 1 && interactionRows.length === 1) {
    const values = [
      ...eventNames.map((name) => eventAlone[name]),
      ...interactionNames.map((name) => interactionAlone[name]),
    ];
    await db.runPrepared("write-fact", ONE_OF_EACH, values);
    return;
  }
  const values = [
    ...eventNames.map((name) => eventRows.map((row) => row[name])),
    ...interactionNames.map((name) => interactionRows.map((row) => row[name])),
  ];
  await db.runPrepared("write-facts", ALL_AT_ONCE, values);
}

/** Rows by what they were made of: the next event of a contact compares with them, and to write a contact as JSON costs. */
const rowsMade = new WeakMap<Interaction, HubSchema["interactions"]>();

function rowOf(interaction: Interaction): HubSchema["interactions"] {
  const known = rowsMade.get(interaction);
  if (known) return known;
  const row = interactionRow(interaction);
  rowsMade.set(interaction, row);
  return row;
}

/**
 * What is known to be in the table is updated by what changed of it alone: SQLite writes an index anew for each of its
 * columns that is named, be the value the same.
 */
function saveStatement(before: Interaction | undefined, after: Interaction): RowStatement {
  const row = rowOf(after);
  if (before === undefined) return { sql: SAVE_INTERACTION, rows: [interactionNames.map((name) => row[name])] };
  const rowBefore = rowOf(before);
  const changed = interactionNames.filter((name) => row[name] !== rowBefore[name]);
  const sets = changed.map((name) => `${name} = ?`).join(", ");
  return {
    sql: `update interactions set ${sets} where interaction_id = ?`,
    rows: [[...changed.map((name) => row[name]), after.interactionId]],
    mustChange: true,
  };
}
