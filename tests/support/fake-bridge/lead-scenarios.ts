import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { type CardScenario, rings } from "./card-scenarios.ts";
import { fullQueue, lev, ring, still, talk } from "./desk-day.ts";
import type { Scenario } from "./scenario.ts";

const assignedBy = { name: "Марина Ким", note: "Клиентка просит именно вас" };
const assigned: Partial<CallView> = { reasons: [], lead: { assignedBy } };
const raised: Partial<CallView> = { reasons: [{ code: "vip" }], lead: { isRaised: true } };

/** What a supervisor did to a contact, as its operator and those beside them read it. */
export const leadScenarios: readonly Scenario[] = [
  still("assigned-rings", {
    calls: [{ ...ring, ...assigned }],
    waiting: fullQueue.slice(0, 4).map((contact, index) => ({
      ...contact,
      offeredTo: null,
      ...(index === 0 && { assignedTo: lev.operatorId }),
      ...(index === 1 && { isRaised: true as const }),
    })),
  }),
  still("raised-talks", { calls: [{ ...talk, ...raised }] }),
];

/** The same on the card over other programs. */
export const leadCards: readonly CardScenario[] = [
  rings("ring-assigned", { ...assigned, visit: { site: "shop", page: "Доставка по России" } }),
  rings("ring-raised", raised, { waitingSinceMs: null }),
];
