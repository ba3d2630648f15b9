import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InteractionId, QueueId } from "../../ids.ts";
import type { CallBackOrder } from "./call-back-order.ts";
import { CallBackPeriod, callBackSuccess } from "./call-back-success.ts";

const DAY_MS = 86_400_000;
const DAY = CallBackPeriod.parse({ fromMs: DAY_MS, toMs: 2 * DAY_MS });
const MINUTE_MS = 60_000;

function order(change: Partial<CallBackOrder> = {}, fromMs = 0): CallBackOrder {
  const card = { fromMs, toMs: 3 * DAY_MS, timeZone: null, page: null, topic: null, comment: null };
  return {
    ...{ interactionId: InteractionId.parse("i-1"), orderIds: ["order-01"], number: "+79161234567", card },
    ...{ queueId: QueueId.parse("support"), source: "api", visitor: null, state: "closed", orderedAtMs: DAY_MS },
    ...{ dueAtMs: DAY_MS, attempts: 1, operatorId: null, why: null, callInteractionId: null },
    ...{ closedAtMs: DAY_MS + MINUTE_MS, outcome: "connected", closedBy: "system", closeReason: null },
    ...change,
  };
}

const connectedAfter = (minutes: number, fromMs = 0) => order({ closedAtMs: DAY_MS + minutes * MINUTE_MS }, fromMs);

describe("the success of call-backs", () => {
  it("is connected of ordered, with the median delay of the connected ones in minutes", () => {
    const orders = [
      ...[connectedAfter(2), connectedAfter(30), connectedAfter(4)],
      order({ outcome: "cancelled" }),
      order({ outcome: "fulfilled-by-own-call" }),
      order({ outcome: null, closedAtMs: null, state: "waiting" }),
    ];
    expect(callBackSuccess(orders, DAY)).toEqual({
      ...{ ordered: 6, connected: 3, ownCall: 1, unanswered: 0, expired: 0, cancelled: 1, open: 1 },
      successPercent: 50,
      medianDelayMin: 4,
    });
  });

  it("waits from the window the customer chose, where that is later than the order; two middle ones are averaged", () => {
    const orders = [connectedAfter(65, DAY_MS + 60 * MINUTE_MS), connectedAfter(10)];
    expect(callBackSuccess(orders, DAY).medianDelayMin).toBe(7.5);
  });

  it("counts what was ordered in the period and queue alone, and says nothing of nothing", () => {
    const orders = [order({ orderedAtMs: DAY_MS - 1 }), order({ orderedAtMs: 2 * DAY_MS })];
    expect(callBackSuccess(orders, DAY)).toMatchObject({ ordered: 0, successPercent: null, medianDelayMin: null });
    const others = { ...DAY, queueId: QueueId.parse("orders") };
    expect(callBackSuccess([order()], others).ordered).toBe(0);
    expect(CallBackPeriod.safeParse({ fromMs: 2, toMs: 1 }).success).toBe(false);
  });

  it("does not depend on the order, and every order is counted once", () => {
    const outcomes = ["connected", "fulfilled-by-own-call", "unanswered", "expired", "cancelled", null] as const;
    const anyOrder = fc
      .tuple(fc.constantFrom(...outcomes), fc.integer({ min: 0, max: 500 }))
      .map(([outcome, minutes]) => ({ ...connectedAfter(minutes), outcome }));
    fc.assert(
      fc.property(fc.array(anyOrder, { maxLength: 30 }), (orders) => {
        const counted = callBackSuccess(orders, DAY);
        expect(callBackSuccess(orders.toReversed(), DAY)).toEqual(counted);
        const { ordered, connected, ownCall, unanswered, expired, cancelled, open } = counted;
        expect(connected + ownCall + unanswered + expired + cancelled + open).toBe(ordered);
        expect(ordered).toBe(orders.length);
      }),
    );
  });
});
