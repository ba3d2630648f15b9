import { describe, expect, it } from "vitest";
import { Operator } from "../../../src-shared/domain/team.ts";
import { InteractionId, OperatorId, QueueId } from "../../../src-shared/ids.ts";
import type { WaitingView } from "../../../src-shared/ipc/waiting-view.ts";
import { aCall } from "../../../tests/support/a-workplace.ts";
import { callFace, myCalls, offerTarget, waitingOrder, withoutWrittenUp } from "./queue-model.ts";

function waits(id: string, waitingSinceMs: number, offeredTo: string | null = null): WaitingView {
  return {
    interactionId: InteractionId.parse(id),
    customer: { address: "1", name: null },
    queueId: QueueId.parse("support"),
    queueName: "Поддержка",
    waitingSinceMs,
    offeredTo: offeredTo === null ? null : OperatorId.parse(offeredTo),
  };
}

describe("queue", () => {
  it("puts the longest waiting first and new ones below", () => {
    expect(waitingOrder([waits("b", 20), waits("a", 10), waits("c", 30)]).map((each) => each.interactionId)).toEqual([
      "a",
      "b",
      "c",
    ]);
  });

  it("tells to whom a contact is offered", () => {
    const anna = Operator.parse({ operatorId: "anna", name: "Анна", extension: "201" });
    const boris = Operator.parse({ operatorId: "boris", name: "Борис", extension: "202" });
    expect(offerTarget(waits("a", 1), anna, [boris])).toEqual({ kind: "nobody" });
    expect(offerTarget(waits("a", 1, "anna"), anna, [boris])).toEqual({ kind: "you" });
    expect(offerTarget(waits("a", 1, "boris"), anna, [boris])).toEqual({ kind: "colleague", name: "Борис" });
    expect(offerTarget(waits("a", 1, "someone"), null, [])).toEqual({ kind: "colleague", name: null });
  });

  it("leaves what rings to the phone dock", () => {
    const talk = aCall({ phase: "talking" });
    expect(myCalls([aCall(), talk])).toEqual([talk]);
    expect([talk, { ...talk, heldSinceMs: 1 }, aCall({ phase: "early-media" })].map(callFace)).toEqual([
      "talking",
      "onHold",
      "dialling",
    ]);
  });

  it("shows a call that is over once: as what is still to be written up", () => {
    const [ended, talk] = [aCall({ phase: "ended" }), aCall({ phase: "talking" })];
    expect(withoutWrittenUp([ended, talk], [{ interactionId: "i-1" }])).toEqual([talk]);
    expect(withoutWrittenUp([ended, talk], [{ interactionId: "i-2" }])).toEqual([ended, talk]);
  });
});
