import * as z from "zod";
import { SiteVisit } from "../../src-shared/domain/site-visit.ts";
import { Customer } from "../../src-shared/events/log-event.ts";
import { QueueId } from "../../src-shared/ids.ts";
import { SiteKey } from "../../src-shared/site-chat/site-settings.ts";
import type { HubDatabase } from "../db/schema.ts";

/** What one call was allowed for. */
export const Ticket = z.object({
  siteKey: SiteKey,
  queueId: QueueId,
  customer: Customer,
  visit: SiteVisit,
  /** Of the page that asked. */
  origin: z.string().max(300),
  /** Of the visitor who asked. */
  address: z.string().max(64),
});
export type Ticket = z.output<typeof Ticket>;

export async function saveTicket(db: HubDatabase, sipUser: string, ticket: Ticket, untilMs: number): Promise<void> {
  const body = JSON.stringify(ticket);
  await db.insertInto("site_call_tickets").values({ sip_user: sipUser, until_ms: untilMs, body }).execute();
}

/** Takes a ticket out: it is there once, on whichever node the call arrives. Null: there is none, or it is too old. */
export async function takeTicket(db: HubDatabase, sipUser: string, nowMs: number): Promise<Ticket | null> {
  const row = await db
    .deleteFrom("site_call_tickets")
    .where("sip_user", "=", sipUser)
    .returning(["body", "until_ms"])
    .executeTakeFirst();
  return row && row.until_ms >= nowMs ? Ticket.parse(JSON.parse(row.body)) : null;
}

/** Forgets what nobody called with. */
export async function dropOldTickets(db: HubDatabase, nowMs: number): Promise<void> {
  await db.deleteFrom("site_call_tickets").where("until_ms", "<", nowMs).execute();
}
