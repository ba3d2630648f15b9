import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aLog, anna, STORY_START_MS, type StoryStep, support } from "../../tests/support/an-interaction.ts";
import { InteractionId } from "../ids.ts";
import { foldPresence, isPresenceEvent, newPresence } from "./operator-presence.ts";

const contacts = ["i-1", "i-2", "i-3"].map((id) => InteractionId.parse(id));
const anyContact = fc.constantFrom(...contacts);
const step: fc.Arbitrary<StoryStep> = fc.oneof(
  anyContact.map(
    (interactionId): StoryStep => ({
      type: "operator.wrap-up-began",
      payload: {
        ...{ interactionId, operatorId: anna, queueId: support, talkMs: 1000, heldMs: 0 },
        wrapUp: { untilMs: STORY_START_MS, atEnd: "close" },
      },
    }),
  ),
  fc.tuple(anyContact, fc.integer({ min: 1, max: 90_000 })).map(
    ([interactionId, byMs]): StoryStep => ({
      type: "operator.wrap-up-extended",
      payload: { interactionId, operatorId: anna, untilMs: STORY_START_MS + byMs, byMs },
    }),
  ),
  anyContact.map(
    (interactionId): StoryStep => ({ type: "operator.wrap-up-ended", payload: { interactionId, operatorId: anna } }),
  ),
  fc.constantFrom("online", "not-ready", "offline").map(
    (status): StoryStep => ({
      type: "operator.status-changed",
      payload: { operatorId: anna, status, reason: null, limitMs: null, by: "system" },
    }),
  ),
);

describe("talks that were passed on", () => {
  it("are written up once each, whatever happens to the status meanwhile", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const open = new Set<string>();
        let presence = newPresence(anna, STORY_START_MS);
        for (const event of aLog(steps).filter(isPresenceEvent)) {
          presence = foldPresence(presence, event);
          if (event.type === "operator.wrap-up-began") open.add(event.payload.interactionId);
          if (event.type === "operator.wrap-up-ended") open.delete(event.payload.interactionId);
          const ids = (presence.state.passedOn ?? []).map(({ interactionId }) => interactionId);
          expect(ids.toSorted()).toEqual([...open].toSorted());
          expect(presence.state.passedOn?.length).not.toBe(0);
        }
      }),
    );
  });

  it("count their extensions in the shift's budget, as those of a contact's own wrap-up do", () => {
    const [interactionId] = contacts;
    if (!interactionId) throw new Error("no contact");
    const extended = (byMs: number): StoryStep => ({
      type: "operator.wrap-up-extended",
      payload: { interactionId, operatorId: anna, untilMs: STORY_START_MS + byMs, byMs },
    });
    const presence = aLog([extended(30_000), extended(15_000)])
      .filter(isPresenceEvent)
      .reduce(foldPresence, newPresence(anna, STORY_START_MS));
    expect(presence.extendedInShiftMs).toBe(45_000);
  });
});
