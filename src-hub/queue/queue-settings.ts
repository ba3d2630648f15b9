import type { QueueRules } from "../../src-shared/domain/distribution/queue-rules.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { QueueId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import { saveQueueRules } from "../accounts/team-store.ts";
import type { HubService } from "../service/hub-service.ts";

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
    if (!isGood) return refused("bad-overflow");
    const event: NewEvent = { type: "queue.rules-changed", actor, payload: { queueId, rules } };
    return accepted({ events: [event], write: (db) => saveQueueRules(db, queueId, rules), value: rules });
  });
}
