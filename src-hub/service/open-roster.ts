import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { EventLog } from "../log/event-log.ts";
import { readLastTalkEnds } from "../log/event-store.ts";
import { readTakenSince } from "../log/fairness-store.ts";
import { readPresences } from "../log/operator-store.ts";
import { dayOf } from "../queue/handled-today.ts";
import { Roster } from "./roster.ts";

export type RosterNeeds = {
  readonly db: HubDatabase;
  readonly log: EventLog;
  readonly directory: Directory;
  readonly clock: HubClock;
};

/** Everybody of the team as the log left them. */
export async function openRoster({ db, log, directory, clock }: RosterNeeds): Promise<Roster> {
  return new Roster(directory, {
    presences: await readPresences(db),
    lastTalkEnds: await readLastTalkEnds(db),
    unclosed: log.unclosed(),
    handledToday: await readTakenSince(db, dayOf(clock.nowMs())),
    nowMs: clock.nowMs(),
  });
}
