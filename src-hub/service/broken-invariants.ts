import type { CallBackDesk } from "../callbacks/call-back-desk.ts";
import type { EventLog } from "../log/event-log.ts";
import type { QueueDesk } from "../queue/queue-desk.ts";
import { isText } from "../text/open-contacts.ts";
import type { CallBook } from "./call-book.ts";
import { brokenContacts, brokenStatuses } from "./invariants.ts";
import type { Recovery } from "./recovery.ts";
import type { ReportedCalls } from "./reported-calls.ts";
import type { Roster } from "./roster.ts";
import type { WrapUps } from "./wrap-ups.ts";

/** The parts of a hub that together must hold what `invariants.ts` says. */
export type HubParts = {
  readonly log: Pick<EventLog, "unclosed">;
  readonly book: CallBook;
  readonly roster: Pick<Roster, "presences" | "isBusy">;
  readonly wrapUps: Pick<WrapUps, "overdue">;
  readonly recovery: Pick<Recovery, "isOrphan">;
  readonly reportedCalls: Pick<ReportedCalls, "isReported">;
  readonly queueDesk: Pick<QueueDesk, "holds">;
  readonly callBacks: Pick<CallBackDesk, "holds">;
};

/** What should hold in a hub and does not, in words; empty when all is well. */
export function brokenInvariants({
  log,
  book,
  roster,
  wrapUps,
  recovery,
  reportedCalls,
  queueDesk,
  callBacks,
}: HubParts): readonly string[] {
  const ofContacts = brokenContacts({
    unclosed: log.unclosed(),
    book,
    hasPlace: ({ interactionId: id }) => queueDesk.holds(id) || callBacks.holds(id),
    isText: (interaction) => isText(interaction) || callBacks.holds(interaction.interactionId),
    isOrphan: (interaction) => recovery.isOrphan(interaction.interactionId) || reportedCalls.isReported(interaction),
  });
  return [...ofContacts, ...brokenStatuses(roster, wrapUps)];
}
