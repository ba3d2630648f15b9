import { CustomerRouting } from "../../src-shared/domain/distribution/customer-routing.ts";
import type { QueueRules } from "../../src-shared/domain/distribution/queue-rules.ts";
import { normaliseAddress } from "../../src-shared/domain/phone-number.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { QueueId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import { readSettingsVersion, saveQueueRules, saveSettingsVersion } from "../accounts/team-store.ts";
import type { HubDatabase } from "../db/schema.ts";
import { customerMark } from "../log/customer-mark.ts";
import type { HubService } from "../service/hub-service.ts";
import { readCustomerRouting, saveCustomerRouting } from "./routing-store.ts";

/** Changes how a queue distributes, while contacts wait and ring; logged with who did it. */
export function changeQueueRules(
  { service, directory }: { readonly service: HubService; readonly directory: Directory },
  { actor, queueId, rules }: { readonly actor: string; readonly queueId: QueueId; readonly rules: QueueRules },
): Promise<Result<QueueRules, "unknown-queue" | "bad-overflow">> {
  return service.changeTeam<QueueRules, "unknown-queue" | "bad-overflow">(async () => {
    if (!directory.queue(queueId)) return refused("unknown-queue");
    const isGood = rules.overflow.every(
      (target) => !("toQueueId" in target) || (target.toQueueId !== queueId && directory.queue(target.toQueueId)),
    );
    const closedTo = rules.voice?.closedTo ?? null;
    const isGoodWhenClosed = closedTo === null || (closedTo !== queueId && directory.queue(closedTo) !== undefined);
    if (!isGood || !isGoodWhenClosed) return refused("bad-overflow");
    const event: NewEvent = { type: "queue.rules-changed", actor, payload: { queueId, rules } };
    return accepted({
      events: [event],
      write: async (db) => {
        await saveQueueRules(db, queueId, rules);
        await saveSettingsVersion(db, (await readSettingsVersion(db)) + 1);
      },
      value: rules,
    });
  });
}

/** How a customer's contacts are distributed, from the next one on; logged with who did it, and a mark in the place of whose. */
export async function changeCustomerRouting(
  { db, service }: { readonly db: HubDatabase; readonly service: HubService },
  actor: string,
  address: string,
  to: CustomerRouting,
): Promise<void> {
  const known = normaliseAddress(address);
  const from = (await readCustomerRouting(db, known)) ?? CustomerRouting.parse({});
  if (JSON.stringify(from) === JSON.stringify(to)) return;
  const payload = { mark: await customerMark(db, known), from, to };
  await service.note([{ type: "customer.routing-changed", actor, payload }], (transaction) =>
    saveCustomerRouting(transaction, known, to),
  );
}
