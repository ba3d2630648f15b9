import { expect, test } from "vitest";
import { InteractionId } from "../../../src-shared/ids.ts";
import type { CardContact, CustomerView } from "../../../src-shared/ipc/customer.ts";
import { lastServed, pastContacts } from "./card-model.ts";

function aContact(id: string, change: Partial<CardContact> = {}): CardContact {
  return {
    interactionId: InteractionId.parse(id),
    ...{ channel: "voice", kind: "voice", direction: "in", atMs: 1, operatorName: null, queueName: null },
    ...{ talkMs: null, result: "answered", notes: [] },
    ...change,
  };
}

function aCard(contacts: CardContact[]): CustomerView {
  return {
    ...{
      name: null,
      tags: [],
      notes: [],
      addresses: [],
      promisedCalls: [],
      contacts,
      nextBefore: null,
      from: "team",
      staleSinceMs: null,
    },
  };
}

test("the present contact, and any that goes on, is no past one", () => {
  const [now, going, before] = [aContact("now"), aContact("going", { result: null }), aContact("before")];
  expect(pastContacts(aCard([now, going, before]), now.interactionId)).toEqual([before]);
  expect(pastContacts(aCard([now, before]), null)).toEqual([now, before]);
  expect(pastContacts(null, null)).toEqual([]);
});

test("the last one served is one in which somebody talked", () => {
  const missed = aContact("missed", { result: "abandoned" });
  const talked = aContact("talked", { talkMs: 4000 });
  expect(lastServed([missed, talked])).toBe(talked);
  expect(lastServed([missed])).toBeNull();
});
