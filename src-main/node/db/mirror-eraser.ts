import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import { eventWithoutCustomer, interactionWithoutCustomer } from "../../../src-shared/domain/personal-data.ts";
import { normaliseAddress } from "../../../src-shared/domain/phone-number.ts";
import { eventWithoutExpired } from "../../../src-shared/domain/without-expired.ts";
import { isKnownEvent, type LogEvent, ReceivedEventSchema } from "../../../src-shared/events/log-event.ts";
import type { WriteDb } from "./access.ts";

type Row = {
  readonly seq: number;
  readonly atMs: number;
  readonly actor: string;
  readonly type: string;
  readonly payload: string;
};

/** What was known of a customer goes out of this desktop's copy of the log too, and out of all that was made of it. */
export function eraseContacts(db: WriteDb, { seq, payload }: LogEvent<"customer.erased">): void {
  const pseudonyms = new Map<string, string>(
    payload.contacts.map(({ interactionId, pseudonym }) => [interactionId, pseudonym]),
  );
  const rows = db.all<Row>(
    `SELECT seq, at_ms AS atMs, actor, type, payload FROM events
     WHERE seq < ? AND json_extract(payload, '$.interactionId') IN (SELECT value FROM json_each(?))`,
    seq,
    JSON.stringify([...pseudonyms.keys()]),
  );
  for (const row of rows) eraseEvent(db, row, pseudonyms);
  for (const [interactionId, pseudonym] of pseudonyms) eraseInteraction(db, interactionId, pseudonym);
}

/** What is over its time goes out of this desktop's copy of the log too; only messages and the course of a talk's sound are in it. */
export function expireEvents(db: WriteDb, { payload }: LogEvent<"data.expired">): void {
  const { kind, afterSeq, uptoSeq } = payload;
  const rows = db.all<Row>(
    `SELECT seq, at_ms AS atMs, actor, type, payload FROM events WHERE seq > ? AND seq <= ?
     AND (type LIKE 'message.%' OR type = 'call.quality-measured')`,
    afterSeq,
    uptoSeq,
  );
  for (const row of rows) {
    const event = ReceivedEventSchema.parse({ ...row, payload: JSON.parse(row.payload) as unknown });
    const rewritten = isKnownEvent(event) ? eventWithoutExpired(event, kind) : event;
    if (rewritten !== event)
      db.run("UPDATE events SET payload = ? WHERE seq = ?", JSON.stringify(rewritten.payload), row.seq);
  }
}

function eraseEvent(db: WriteDb, row: Row, pseudonyms: ReadonlyMap<string, string>): void {
  const event = ReceivedEventSchema.parse({ ...row, payload: JSON.parse(row.payload) as unknown });
  // What this desktop cannot read it cannot clean: it keeps the number alone.
  const payload = isKnownEvent(event)
    ? eventWithoutCustomer(event, pseudonyms.get(interactionOf(event)) ?? "erased").payload
    : {};
  db.run("UPDATE events SET payload = ? WHERE seq = ?", JSON.stringify(payload), row.seq);
}

function interactionOf(event: LogEvent): string {
  return "interactionId" in event.payload ? event.payload.interactionId : "";
}

function eraseInteraction(db: WriteDb, interactionId: string, pseudonym: string): void {
  db.run("DELETE FROM script_walks WHERE interaction_id = ?", interactionId);
  db.run("UPDATE interaction_notes SET text = '' WHERE interaction_id = ?", interactionId);
  db.run(
    "UPDATE interaction_outcomes SET outcome = json_set(outcome, '$.nextStep', '') WHERE interaction_id = ?",
    interactionId,
  );
  const row = db.get<{ body: string }>("SELECT body FROM interactions WHERE interaction_id = ?", interactionId);
  if (!row) return;
  const interaction = JSON.parse(row.body) as Interaction;
  const body = JSON.stringify(interactionWithoutCustomer(interaction, pseudonym));
  db.run("UPDATE interactions SET body = ? WHERE interaction_id = ?", body, interactionId);
  db.run("UPDATE interaction_parts SET customer = ? WHERE interaction_id = ?", pseudonym, interactionId);
  db.run("DELETE FROM last_talks WHERE customer = ?", normaliseAddress(interaction.customer.address));
}
