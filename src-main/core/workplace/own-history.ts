import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import type { InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import type { HistorySearch } from "../../../src-shared/ipc/history-search.ts";
import type { LinkState } from "../../../src-shared/ipc/workplace.ts";
import { accepted } from "../../../src-shared/result.ts";
import type { CallLogDesk } from "../history/call-log-desk.ts";
import { type HistoryReader, historyRow } from "../history/history-row.ts";
import { outcomeView } from "../history/outcome-view.ts";
import { factsRow } from "../search/facts-row.ts";
import { namedTerms } from "../search/found-texts.ts";
import { searchHistory } from "../search/history-search.ts";
import type { HubKnowledge } from "./hub-knowledge.ts";
import { localRow } from "./hub-views.ts";
import type { WorkplaceParts } from "./workplace-parts.ts";

/** Whose history it is, and what the hub calls what is in it. */
export function historyReader(
  { stores, clock }: Pick<WorkplaceParts, "stores" | "clock">,
  hub: HubKnowledge,
  callLog: Pick<CallLogDesk, "handledAtMs">,
  operatorId: OperatorId,
): HistoryReader {
  const { queueName, operator, topics } = hub;
  return {
    operatorId,
    nowMs: hub.toHub(clock.nowMs()),
    queueName,
    operator,
    outcome: (interactionId: InteractionId) =>
      outcomeView(stores.mirror.outcome(interactionId, operatorId), topics?.topics ?? []),
    quality: (interactionId: InteractionId) => stores.mirror.quality(interactionId, operatorId),
    handledAtMs: (interaction: Interaction) => callLog.handledAtMs(interaction),
  };
}

/** Searches what this desktop holds of the operator's contacts; says since when it may be out of date. */
export function searchOwnHistory(
  parts: Pick<WorkplaceParts, "stores" | "clock">,
  hub: HubKnowledge,
  callLog: Pick<CallLogDesk, "handledAtMs">,
  link: LinkState,
  asked: HistorySearch,
) {
  const staleSinceMs = link.state === "online" ? null : (link.dataAtMs ?? link.sinceMs);
  const operatorId = hub.self;
  if (operatorId === null) return accepted({ rows: [], cursor: null, isIndexing: false, staleSinceMs });
  const reader = historyReader(parts, hub, callLog, operatorId);
  const { queues = [], colleagues } = hub.facts();
  const found = searchHistory(parts.stores.search, asked, {
    operatorId,
    terms: namedTerms(asked.text, { queues, colleagues, topics: hub.topics?.topics ?? [] }),
    toHub: hub.toHub,
    row: (contact) => {
      const interaction = parts.stores.mirror.interaction(contact.interactionId);
      const row = interaction ? historyRow(interaction, reader) : factsRow(contact, reader);
      return localRow(row, hub.toLocal);
    },
  });
  return found.ok ? accepted({ ...found.value, staleSinceMs }) : found;
}
