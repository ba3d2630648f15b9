import { describe, expect, test } from "vitest";
import { InteractionId } from "../../../src-shared/ids.ts";
import { feed, linked, ringing, story } from "../../../tests/support/a-linked-workplace.ts";
import { aCall } from "../../../tests/support/a-workplace.ts";
import { anna, boris, type StoryStep } from "../../../tests/support/an-interaction.ts";

const { interactionId } = story;
const by = { personId: "olga", name: "Ольга Ким", note: "просит вас" };
const assigned = (operatorId = anna): StoryStep => ({
  type: "interaction.assigned",
  payload: { interactionId, operatorId, by },
});
const prioritised = (priority: number): StoryStep => ({
  type: "interaction.priority-changed",
  payload: { interactionId, priority, by },
});
const waits = [story.arrives(), story.waits()];

describe("what a supervisor did to a contact", () => {
  test("stands on the call it rings for: who gave it to this operator, and that it became more important", () => {
    const world = linked([...waits, assigned(), prioritised(5), story.rings(anna)]);
    world.calls.show(aCall());
    expect(world.workplace.get().calls[0]?.lead).toEqual({
      assignedBy: { name: "Ольга Ким", note: "просит вас" },
      isRaised: true,
    });
  });

  test("is not said where it is about somebody else, or nothing was raised", () => {
    const world = linked([...waits, assigned(boris), prioritised(0), story.rings(anna)]);
    world.calls.show(aCall());
    expect(world.workplace.get().calls[0]?.lead).toBeUndefined();
  });

  test("is not said of a colleague's transfer that came later", () => {
    const world = linked([...waits, assigned(), story.rings(anna), story.isAnswered(anna)]);
    const back = story.rings(anna, 2);
    const reasons = [{ code: "transferred", fromOperatorId: boris }];
    feed(world, [{ ...back, payload: { ...back.payload, reasons } } as typeof back], 5);
    world.calls.show(aCall());
    expect(world.workplace.get().calls[0]?.lead).toBeUndefined();
  });

  test("is seen in the queue by everybody: whom it waits for, and that it goes before others", () => {
    const world = linked([...waits, assigned(boris), prioritised(5)]);
    expect(world.workplace.get().waiting).toMatchObject([{ interactionId, assignedTo: boris, isRaised: true }]);
    const other = linked(ringing);
    expect(other.workplace.get().waiting[0]).not.toHaveProperty("assignedTo");
    expect(other.workplace.get().waiting[0]?.interactionId).toBe(InteractionId.parse(interactionId));
  });
});
