import { FairnessLedger, joinEntries } from "../../src-shared/domain/fairness/fairness-ledger.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { EventLog } from "./event-log.ts";
import { addFairness } from "./fairness-store.ts";
import { readPresences } from "./operator-store.ts";

/** Keeps the ledger of fairness in the transaction of the events it counts. */
export async function projectFairness(db: HubDatabase, log: EventLog, directory: Directory): Promise<void> {
  const ledger = new FairnessLedger({
    presences: await readPresences(db),
    unclosed: log.unclosed(),
    dialler: ({ customer }) => directory.operatorOfUser(customer.address)?.operatorId ?? null,
  });
  log.addProjection((events, interactionAfter) => {
    const entries = joinEntries(
      events.flatMap((event) =>
        ledger.follow(
          event,
          "interactionId" in event.payload ? interactionAfter(event.payload.interactionId) : undefined,
        ),
      ),
    );
    return entries.length === 0 ? null : (write) => addFairness(write, entries);
  });
}
