import { type Interaction, isOpen } from "../../../src-shared/domain/interaction.ts";
import type { OperatorId } from "../../../src-shared/ids.ts";
import type { CallBack } from "../../../src-shared/ipc/call-log.ts";
import type { MirrorStore } from "../ports/store.ts";

/** What broke off longer ago than a shift is somebody else's, or came right by itself. */
const OFFERED_FOR_MS = 12 * 60 * 60_000;
/** Among so many of the last contacts; more breaks than these in a shift is a trouble no list can mend. */
const LOOKED_AT = 100;
const MOST_OFFERED = 5;

/**
 * Whom to call back: talks that broke off in this operator's hands (the network, a crash, a lost hub), until anybody of the
 * team has talked with the customer again or the operator has put it away. A function of the log, so that it survives
 * whatever broke the talk. All times are the hub's.
 */
export function callBacks(
  store: Pick<MirrorStore, "history" | "lastTalkMs">,
  operatorId: OperatorId,
  dismissed: readonly string[],
  nowMs: number,
): readonly CallBack[] {
  const recent = store.history({ before: null, limit: LOOKED_AT, customer: null, operatorId, isMissed: false });
  return recent
    .filter((interaction) => isLost(interaction, operatorId, nowMs) && !dismissed.includes(interaction.interactionId))
    .flatMap(({ interactionId, customer, endedAtMs }) => {
      const lostAtMs = endedAtMs ?? nowMs;
      const wasCalledBack = (store.lastTalkMs(customer.address, null) ?? 0) > lostAtMs;
      return wasCalledBack ? [] : [{ interactionId, customer, lostAtMs }];
    })
    .filter(({ customer }, index, all) => all.findIndex((one) => one.customer.address === customer.address) === index)
    .slice(0, MOST_OFFERED);
}

function isLost(interaction: Interaction, operatorId: OperatorId, nowMs: number): boolean {
  const { result, acceptedAtMs, endedAtMs, visit } = interaction;
  // Who called from a site's page has no number to be called back at.
  if (visit) return false;
  if (isOpen(interaction) || result !== "interrupted" || acceptedAtMs === null) return false;
  return interaction.operatorId === operatorId && nowMs - (endedAtMs ?? nowMs) < OFFERED_FOR_MS;
}
