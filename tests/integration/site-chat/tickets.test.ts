import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { dropOldTickets, saveTicket, Ticket, takeTicket } from "../../../src-hub/site-call/ticket-store.ts";
import { ENGINES, Stores } from "../hub/support/stores.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const TICKET = Ticket.parse({
  siteKey: "shop-key-1",
  queueId: "support",
  customer: { address: "chat:visitor", name: "Ирина \u0000 '; DROP TABLE site_call_tickets; --" },
  visit: { site: "Магазин", url: "https://shop.example/tea", title: "Чай", referrer: "", utm: { source: "mail" } },
  origin: "https://shop.example",
  address: "203.0.113.7",
});

const stores = new Stores();
afterAll(() => stores.stop());

describe.each(ENGINES)("the right to one call, on %s", (engine) => {
  let db: HubDatabase;
  beforeEach(async () => {
    db = await (await stores.place(engine)).open();
  });
  afterEach(() => db.destroy());

  it("is taken once, however many take it at the same time", async () => {
    await saveTicket(db, "site-call-1", TICKET, NOW + 60_000);
    const taken = await Promise.all(Array.from({ length: 8 }, () => takeTicket(db, "site-call-1", NOW)));
    expect(taken.filter((ticket) => ticket !== null)).toEqual([TICKET]);
  });

  it("is worth nothing when its minute is over, and is forgotten then", async () => {
    await saveTicket(db, "site-call-1", TICKET, NOW + 60_000);
    await saveTicket(db, "site-call-2", TICKET, NOW + 60_000);
    expect(await takeTicket(db, "site-call-1", NOW + 60_001)).toBeNull();
    await dropOldTickets(db, NOW + 60_001);
    expect(await takeTicket(db, "site-call-2", NOW)).toBeNull();
    expect(await takeTicket(db, "nobody", NOW)).toBeNull();
  });
});
