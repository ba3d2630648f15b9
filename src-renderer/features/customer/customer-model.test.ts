import { describe, expect, it } from "vitest";
import { InteractionId } from "../../../src-shared/ids.ts";
import { aCall } from "../../../tests/support/a-workplace.ts";
import { historyRows } from "../../../tests/support/fake-bridge/history-rows.ts";
import { pastRows, waitedMs } from "./customer-model.ts";

const [now, missed, before] = historyRows.slice(0, 3);
if (!now || !missed || !before) throw new Error("the fixture is too short");
const call = aCall({ interactionId: InteractionId.parse(now.interactionId) });

describe("customer", () => {
  it("leaves the present contact, and any that goes on, out of the past", () => {
    const going = { ...before, result: null };
    expect(pastRows([now, missed, going], call)).toEqual([missed]);
  });

  it("knows the wait only from the history, and none of an outgoing call", () => {
    expect(waitedMs(call, [now])).toBe(now.waitMs);
    expect(waitedMs(call, [])).toBeNull();
    expect(waitedMs({ ...call, direction: "out" }, [now])).toBeNull();
  });
});
