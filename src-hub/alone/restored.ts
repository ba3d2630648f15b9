import * as z from "zod";
import { InteractionId } from "../../src-shared/ids.ts";
import { systemClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import { EventLog } from "../log/event-log.ts";
import { CustomerData } from "../service/customer-data.ts";

/** What `GET /api/v1/customers/erasures` answers with. */
export const Erasures = z.object({
  contacts: z.array(z.object({ interactionId: InteractionId, pseudonym: z.string().min(1).max(80) })),
});

/**
 * A backup was put back: the log begins a new life, so that desktops that know more drop their copies and fetch it anew;
 * and customers who were erased since the backup are erased again. Answers what was done, for the person who restores.
 */
export async function noteRestored(db: HubDatabase, erasures: z.output<typeof Erasures> | null): Promise<string> {
  const log = await EventLog.open(db, systemClock);
  await log.renew();
  const data = new CustomerData({ db, log, clock: systemClock, removals: { carryOut: () => undefined } });
  const events = await data.eraseAgain(erasures?.contacts ?? []);
  if (events.length > 0) {
    await log.append(events, (transaction, told) => data.follow(transaction, told));
    await data.finish();
  }
  const erased = events.flatMap((event) => (event.type === "customer.erased" ? event.payload.contacts : []));
  return `The log ends at ${log.headSeq} and begins a new life: desktops fetch it anew. Contacts erased again: ${erased.length}.`;
}
