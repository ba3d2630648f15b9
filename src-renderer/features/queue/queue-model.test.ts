import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Operator } from "../../../src-shared/domain/team.ts";
import { InteractionId, OperatorId, QueueId } from "../../../src-shared/ids.ts";
import type { WaitingView } from "../../../src-shared/ipc/waiting-view.ts";
import { aCall } from "../../../tests/support/a-workplace.ts";
import { callFace, myCalls, offerTarget, termLeft, waitingOrder, withoutWrittenUp } from "./queue-model.ts";

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

  it("puts what must be answered the soonest first, whenever it came, and what was made more important before it", () => {
    const chat = { ...waits("chat", 10), term: { fromMs: 10, dueMs: 130 } };
    const call = { ...waits("call", 50), term: { fromMs: 50, dueMs: 70 } };
    const raised = { ...waits("raised", 60), term: { fromMs: 60, dueMs: 200 }, isRaised: true as const };
    const untimed = waits("passed-on", 90);
    expect(waitingOrder([chat, untimed, raised, call]).map((each) => each.interactionId)).toEqual([
      "raised",
      "call",
      "passed-on",
      "chat",
    ]);
  });

  it("gives the same order whatever order it is given", () => {
    const contact = fc.record({ id: fc.uuid(), since: fc.nat(9), due: fc.option(fc.nat(9)), isRaised: fc.boolean() });
    const contacts = fc.uniqueArray(contact, { selector: ({ id }) => id, maxLength: 12 });
    fc.assert(
      fc.property(contacts, fc.infiniteStream(fc.nat(1_000_000)), (drawn, chance) => {
        const all = drawn.map(({ id, since, due, isRaised }) => ({
          ...waits(id, since),
          ...(due !== null && { term: { fromMs: since, dueMs: due } }),
          ...(isRaised && { isRaised: true as const }),
        }));
        const shuffled = all
          .map((one) => ({ one, at: chance.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(waitingOrder(shuffled)).toEqual(waitingOrder(all));
      }),
    );
  });

  it("says how a term stands at its edges", () => {
    const term = { fromMs: 1000, dueMs: 4000 };
    expect(termLeft(term, 1000)).toEqual({ leftMs: 3000, spent: 0, tone: "calm" });
    expect(termLeft(term, 3000)).toMatchObject({ leftMs: 1000, tone: "calm" });
    expect(termLeft(term, 3001).tone).toBe("soon");
    expect(termLeft(term, 4000)).toEqual({ leftMs: 0, spent: 1, tone: "soon" });
    expect(termLeft(term, 4001)).toEqual({ leftMs: -1, spent: 1, tone: "late" });
    expect(termLeft({ fromMs: 4000, dueMs: 4000 }, 3000)).toMatchObject({ spent: 0, tone: "calm" });
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
