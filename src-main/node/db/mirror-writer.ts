import { channelKind } from "../../../src-shared/domain/channel.ts";
import {
  foldInteraction,
  type Interaction,
  type InteractionEvent,
  isInteractionEvent,
} from "../../../src-shared/domain/interaction.ts";
import { foldOperatorState, foldStanding, isStandingEvent } from "../../../src-shared/domain/operator-presence.ts";
import type { OperatorState } from "../../../src-shared/domain/operator-status.ts";
import { normaliseAddress } from "../../../src-shared/domain/phone-number.ts";
import type { LogEvent, UnreadEvent } from "../../../src-shared/events/log-event.ts";
import type { InteractionId, LogId } from "../../../src-shared/ids.ts";
import { isWaiting, participants } from "../../core/mirror/interaction-roles.ts";
import type { KeptWelcome } from "../../core/ports/store.ts";
import type { WriteDb } from "./access.ts";
import { writeCallLog } from "./mirror-call-log.ts";
import { eraseContacts, expireEvents } from "./mirror-eraser.ts";
import { readInteraction, readOperatorState, readPosition } from "./mirror-reader.ts";
import { writeReply } from "./mirror-replies.ts";
import { writeScript } from "./mirror-scripts.ts";
import { indexMore, resetSearch, SearchWriter } from "./search/search-writer.ts";

const RESET_TABLES = [
  "events",
  "missed_calls",
  "last_talks",
  "interaction_parts",
  "interactions",
  "operator_states",
  "interaction_notes",
  "interaction_outcomes",
  "call_quality",
  "quick_replies",
  "script_heads",
  "script_graphs",
  "script_walks",
];

/** Events from before the index was, taken into it with each frame. */
const INDEXED_WITH_A_FRAME = 200;

export function resetMirror(db: WriteDb, logId: LogId): void {
  db.transaction(() => {
    for (const table of RESET_TABLES) db.run(`DELETE FROM ${table}`);
    resetSearch(db);
    db.run("UPDATE mirror_position SET log_id = ?, last_seq = 0", logId);
  });
}

/** Events, projections and position in one transaction: after a crash they still agree. */
export function applyFrame(
  db: WriteDb,
  afterSeq: number,
  uptoSeq: number,
  events: readonly LogEvent[],
  unread: readonly UnreadEvent[] = [],
): boolean {
  return db.transaction(() => {
    const position = readPosition(db);
    if (position.logId === null || position.lastSeq !== afterSeq) return false;
    let changed = new ChangedInteractions(db);
    const search = new SearchWriter(db, position.lastSeq);
    for (const event of events) {
      insertEvent(db, event);
      search.take(event);
      if (isInteractionEvent(event)) changed.fold(event);
      else if (event.type === "operator.status-changed")
        writeOperatorState(db, foldOperatorState(event, readOperatorState(db, event.payload.operatorId)));
      else if (isStandingEvent(event)) {
        const before = readOperatorState(db, event.payload.operatorId);
        if (before) writeOperatorState(db, foldStanding(before, event));
      } else if (event.type === "interaction.note-changed") writeNote(db, event);
      else if (event.type === "interaction.outcome-changed") writeOutcome(db, event);
      else if (event.type === "call.quality-measured") writeCallQuality(db, event);
      else if (event.type === "reply.changed" || event.type === "reply.removed") writeReply(db, event);
      else if (event.type === "script.published" || event.type === "script.withdrawn") writeScript(db, event);
      else if (event.type === "customer.erased") {
        changed.write();
        changed = new ChangedInteractions(db);
        eraseContacts(db, event);
      } else if (event.type === "data.expired") expireEvents(db, event);
    }
    for (const event of unread) insertEvent(db, event);
    changed.write();
    search.finish(uptoSeq);
    db.run("UPDATE mirror_position SET last_seq = ?", uptoSeq);
    if (search.isBehind) indexMore(db, INDEXED_WITH_A_FRAME);
    return true;
  });
}

export function writeWelcome(db: WriteDb, kept: KeptWelcome): void {
  db.run(
    `INSERT INTO kept_welcome (one, welcome, hub_clock_offset_ms, heard_at_ms) VALUES (1, ?, ?, ?)
     ON CONFLICT (one) DO UPDATE SET welcome = excluded.welcome, hub_clock_offset_ms = excluded.hub_clock_offset_ms,
     heard_at_ms = excluded.heard_at_ms`,
    JSON.stringify(kept.welcome),
    Math.round(kept.hubClockOffsetMs),
    Math.round(kept.heardAtMs),
  );
}

/** Reads each interaction of a frame once and writes it once, however many of the frame's events touch it. */
class ChangedInteractions {
  readonly #db: WriteDb;
  readonly #byId = new Map<InteractionId, Interaction>();
  readonly #parts = new Map<InteractionId, Set<string>>();

  constructor(db: WriteDb) {
    this.#db = db;
  }

  fold(event: InteractionEvent): void {
    const { interactionId } = event.payload;
    const before = this.#byId.get(interactionId) ?? readInteraction(this.#db, interactionId) ?? undefined;
    const after = foldInteraction(before, event);
    // What this desktop cannot show yet stays in its log, and in none of its lists.
    if (!after || channelKind(after.channel) === null) return;
    this.#byId.set(interactionId, after);
    const parts = this.#parts.get(interactionId) ?? new Set();
    for (const operatorId of participants(after)) parts.add(operatorId);
    this.#parts.set(interactionId, parts);
  }

  write(): void {
    for (const interaction of this.#byId.values()) {
      const { interactionId, createdAtMs, customer } = interaction;
      this.#db.run(
        `INSERT INTO interactions (interaction_id, is_waiting, created_at_ms, body) VALUES (?, ?, ?, ?)
         ON CONFLICT (interaction_id) DO UPDATE SET is_waiting = excluded.is_waiting, body = excluded.body`,
        interactionId,
        isWaiting(interaction) ? 1 : 0,
        createdAtMs,
        JSON.stringify(interaction),
      );
      for (const operatorId of this.#parts.get(interactionId) ?? [])
        this.#db.run(
          `INSERT INTO interaction_parts (operator_id, created_at_ms, interaction_id, customer) VALUES (?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
          operatorId,
          createdAtMs,
          interactionId,
          normaliseAddress(customer.address),
        );
      if (channelKind(interaction.channel) === "voice") writeCallLog(this.#db, interaction);
    }
  }
}

function insertEvent(db: WriteDb, event: LogEvent | UnreadEvent): void {
  db.run(
    "INSERT INTO events (seq, at_ms, actor, type, payload) VALUES (?, ?, ?, ?, ?)",
    event.seq,
    event.atMs,
    event.actor,
    event.type,
    JSON.stringify(event.payload),
  );
}

function writeOperatorState(db: WriteDb, state: OperatorState): void {
  const { operatorId, status, reason, limitMs, sinceMs, by, ...beside } = state;
  db.run(
    `INSERT INTO operator_states (operator_id, status, reason, limit_ms, since_ms, changed_by, beside)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (operator_id) DO UPDATE SET status = excluded.status, reason = excluded.reason,
     limit_ms = excluded.limit_ms, since_ms = excluded.since_ms, changed_by = excluded.changed_by,
     beside = excluded.beside`,
    operatorId,
    status,
    reason,
    limitMs,
    sinceMs,
    by,
    Object.keys(beside).length === 0 ? null : JSON.stringify(beside),
  );
}

function writeNote(db: WriteDb, { payload, atMs }: LogEvent<"interaction.note-changed">): void {
  db.run(
    `INSERT INTO interaction_notes (interaction_id, operator_id, at_ms, text) VALUES (?, ?, ?, ?)
     ON CONFLICT (interaction_id, operator_id) DO UPDATE SET at_ms = excluded.at_ms, text = excluded.text`,
    payload.interactionId,
    payload.operatorId,
    atMs,
    payload.text,
  );
}

function writeOutcome(db: WriteDb, { payload, atMs }: LogEvent<"interaction.outcome-changed">): void {
  const { interactionId, operatorId, ...outcome } = payload;
  db.run(
    `INSERT INTO interaction_outcomes (interaction_id, operator_id, at_ms, outcome) VALUES (?, ?, ?, ?)
     ON CONFLICT (interaction_id, operator_id) DO UPDATE SET at_ms = excluded.at_ms, outcome = excluded.outcome`,
    interactionId,
    operatorId,
    atMs,
    JSON.stringify(outcome),
  );
}

function writeCallQuality(db: WriteDb, event: LogEvent<"call.quality-measured">): void {
  const { interactionId, operatorId, quality } = event.payload;
  db.run(
    `INSERT INTO call_quality (interaction_id, operator_id, mos, min_mos) VALUES (?, ?, ?, ?)
     ON CONFLICT (interaction_id, operator_id) DO UPDATE SET mos = excluded.mos, min_mos = excluded.min_mos`,
    interactionId,
    operatorId,
    quality.mos,
    quality.minMos,
  );
}
