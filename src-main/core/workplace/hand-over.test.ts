import { describe, expect, test } from "vitest";
import { CallId, InteractionId, OfferId } from "../../../src-shared/ids.ts";
import { feed, linked, ringing, story } from "../../../tests/support/a-linked-workplace.ts";
import { aCall } from "../../../tests/support/a-workplace.ts";
import { anna, boris } from "../../../tests/support/an-interaction.ts";
import { settle } from "../../../tests/support/fake-clock.ts";

const CARD = { note: "Ждёт счёт", nextStep: "Выслать" };
const callId = aCall().callId;

describe("a card for the next one", () => {
  const talking = () => {
    const world = linked(ringing);
    world.calls.show(aCall({ phase: "talking" }));
    return world;
  };

  test("is at the hub before the talk is passed on; without it the transfer does not begin", async () => {
    const world = talking();
    const input = { callId, target: "202", name: "Борис", card: CARD };
    const answer = Promise.resolve(world.workplace.handlers["calls.transfer"](input));
    await settle();
    expect(world.link.sent.at(-1)).toMatchObject({
      name: "call.hand-over",
      input: { interactionId: story.interactionId, card: CARD },
    });
    expect(world.calls.asked).toEqual([]);
    world.link.reply({ ok: true, seq: 3 });
    expect(await answer).toMatchObject({ ok: true });
    expect(world.calls.asked).toEqual([{ transfer: callId, target: "202", name: "Борис" }]);
  });

  test("that the hub does not take in time stops the transfer, and it is said why", async () => {
    const world = talking();
    const answer = Promise.resolve(
      world.workplace.handlers["calls.transfer"]({ callId, target: "202", name: null, card: CARD }),
    );
    await settle();
    world.clock.advance(3_000);
    expect(await answer).toMatchObject({ ok: false, code: "card-not-sent", retry: "later" });
    expect(world.calls.asked).toEqual([]);
  });

  test("is not asked for when there is none, and taken back when there was one", async () => {
    const world = talking();
    world.link.autoReply = () => ({ ok: true, seq: 3 });
    const before = world.link.sent.length;
    await world.workplace.handlers["calls.transfer"]({ callId, target: "202", name: null });
    expect(world.link.sent).toHaveLength(before);
    await world.workplace.handlers["calls.consult"]({ callId, target: "202", name: null, card: CARD });
    await world.workplace.handlers["calls.transfer"]({ callId, target: "202", name: null });
    expect(world.link.sent.slice(before).map(({ input }) => (input as { card: unknown }).card)).toEqual([CARD, null]);
  });
});

describe("a colleague's card", () => {
  test("stands on the call from its first ring, but not one's own", () => {
    const world = linked();
    const offered = story.rings(anna);
    const handOver = { fromOperatorId: boris, note: "Ждёт счёт" };
    feed(world, [
      story.arrives(),
      story.waits(),
      { ...offered, payload: { ...offered.payload, handOver } } as typeof offered,
    ]);
    world.calls.show(aCall());
    expect(world.workplace.get().calls[0]?.handOver).toEqual(handOver);
    const own = linked();
    const mine = { ...handOver, fromOperatorId: anna };
    feed(own, [
      story.arrives(),
      story.waits(),
      { ...offered, payload: { ...offered.payload, handOver: mine } } as typeof offered,
    ]);
    own.calls.show(aCall());
    expect(own.workplace.get().calls[0]?.handOver).toBeUndefined();
  });

  test("of a call that asks names the customer it is about", () => {
    const world = linked();
    const interactionId = InteractionId.parse("asks");
    world.calls.show(aCall({ interactionId }));
    const about = { interactionId: story.interactionId, customer: "Иван" };
    const handOver = { fromOperatorId: boris, note: "Спрошу о доставке" };
    world.link.word({ type: "consultation", interactionId, about, handOver });
    expect(world.workplace.get().calls[0]?.handOver).toEqual({ ...handOver, about: "Иван" });
  });
});

describe("where the exchange cannot say which contact a call is", () => {
  const dialled = {
    callId: CallId.parse("dialled"),
    direction: "out",
    interactionId: null,
    phase: "dialling",
  } as const;
  const out = InteractionId.parse("i-out");
  const created = {
    interactionId: out,
    channel: "voice",
    direction: "out",
    customer: { address: "+79990001122", name: null },
    dialled: "+79990001122",
    queueId: null,
    operatorId: anna,
  } as const;

  test("the log says it of a call that was dialled, once", () => {
    const world = linked();
    const call = aCall({ ...dialled, startedAtMs: 0 });
    world.calls.show(call);
    feed(world, [{ type: "interaction.created", payload: created }]);
    expect(world.calls.asked).toEqual([{ tie: dialled.callId, interactionId: out, party: call.customer }]);
    world.calls.show({ ...call, interactionId: out });
    feed(
      world,
      [{ type: "interaction.created", payload: { ...created, interactionId: InteractionId.parse("i-3") } }],
      1,
    );
    expect(world.calls.asked).toHaveLength(1);
  });

  test("the log says whose customer one talks with after a colleague asked and joined them", () => {
    const asks = InteractionId.parse("asks");
    const consultation = {
      ...created,
      interactionId: asks,
      direction: "in",
      customer: { address: "202", name: "Борис" },
      operatorId: null,
    } as const;
    const world = linked();
    world.calls.show(aCall({ interactionId: asks, phase: "talking" }));
    feed(world, [
      story.arrives(),
      story.waits(),
      story.rings(boris),
      story.isAnswered(boris),
      { type: "interaction.created", payload: consultation },
      {
        type: "interaction.offered",
        payload: { interactionId: asks, offerId: OfferId.parse("o-9"), operatorId: anna, reasons: [], ringUntilMs: 9 },
      },
      { type: "interaction.accepted", payload: { interactionId: asks, operatorId: anna } },
      {
        type: "interaction.transferred",
        payload: { interactionId: story.interactionId, fromOperatorId: boris, toOperatorId: anna },
      },
    ]);
    expect(world.calls.asked).toEqual([
      { tie: callId, interactionId: story.interactionId, party: { address: "+79990001122", name: "Иван" } },
    ]);
  });
});
