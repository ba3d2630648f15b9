import { describe, expect, it } from "vitest";
import { CallId, QueueId } from "../../../src-shared/ids.ts";
import { CallCard } from "../../../src-shared/ipc/call-card.ts";
import type { Workplace } from "../../../src-shared/ipc/workplace.ts";
import { accepted } from "../../../src-shared/result.ts";
import { aCall, aWorkplace } from "../../../tests/support/a-workplace.ts";
import { type CardSight, callCard, type WindowPlace } from "./call-card.ts";
import { CallCardKeeper } from "./call-card-keeper.ts";

const sight = (change: Partial<CardSight> = {}): CardSight => ({
  place: "behind",
  hidden: new Set(),
  rang: new Set(),
  answerKeys: null,
  ...change,
});
const ringing = aCall({ queueName: "Поддержка" });
const talking = aCall({ callId: CallId.parse("call-2"), phase: "talking", answeredAtMs: 5000, interactionId: null });

describe("callCard", () => {
  it("shows nothing while the window is in front, and nothing without a call", () => {
    expect(callCard(aWorkplace({ calls: [ringing, talking] }), sight({ place: "front" }))).toBeNull();
    expect(callCard(aWorkplace(), sight({ place: "away" }))).toBeNull();
  });

  it("shows who rings, why, how long they waited, and whose talk would be held; what it shows passes its contract", () => {
    const waiting: Workplace["waiting"] = [
      {
        interactionId: aCall().interactionId ?? never(),
        customer: ringing.customer,
        queueId: QueueId.parse("support"),
        queueName: "Поддержка",
        waitingSinceMs: 1000,
        offeredTo: null,
      },
    ];
    const card = callCard(aWorkplace({ calls: [talking, ringing], waiting }), sight({ answerKeys: "Ctrl Shift A" }));
    expect(card).toMatchObject({
      autoAnswerAtMs: null,
      kind: "ring",
      call: { callId: ringing.callId, queueName: "Поддержка" },
      waitingSinceMs: 1000,
      onLine: { customer: talking.customer, sinceMs: 5000 },
      answerKeys: "Ctrl Shift A",
    });
    expect(CallCard.parse(card)).toEqual(card);
  });

  it("shows a talk only when the window is away, or when it rang on the card", () => {
    const workplace = aWorkplace({ calls: [talking] });
    expect(callCard(workplace, sight())).toBeNull();
    expect(callCard(workplace, sight({ place: "away" }))).toMatchObject({ kind: "talk" });
    expect(callCard(workplace, sight({ rang: new Set([talking.callId]) }))).toMatchObject({ kind: "talk" });
    const over = aWorkplace({ calls: [{ ...talking, phase: "ended" }] });
    expect(callCard(over, sight({ place: "away" }))).toBeNull();
  });

  it("does not come back once it was closed", () => {
    expect(callCard(aWorkplace({ calls: [ringing] }), sight({ hidden: new Set([ringing.callId]) }))).toBeNull();
  });
});

function never(): never {
  throw new Error("the builder gives an interaction");
}

describe("the keeper", () => {
  function setUp(place: WindowPlace) {
    const world = {
      place,
      calls: [ringing] as Workplace["calls"],
      shown: [] as (string | null)[],
      asked: [] as string[],
    };
    const ask = (name: string) => () => {
      world.asked.push(name);
      return accepted({});
    };
    const keeper = new CallCardKeeper({
      workplace: {
        get: () => aWorkplace({ calls: world.calls }),
        handlers: { "calls.answer": ask("answer"), "calls.reject": ask("reject") } as never,
      },
      place: () => world.place,
      answerKeys: () => null,
      openWindow: ask("open"),
      hand: { grab: ask("grab"), drag: ask("drag"), drop: ask("drop") },
      show: (card) => world.shown.push(card?.kind ?? null),
      drawn: ask("drawn"),
    });
    return { world, keeper };
  }

  it("follows a call from its ring to the talk answered on it, until the window is looked at", () => {
    const { world, keeper } = setUp("behind");
    keeper.refresh();
    keeper.refresh();
    world.calls = [{ ...ringing, phase: "talking", answeredAtMs: 1 }];
    keeper.refresh();
    world.place = "front";
    keeper.refresh();
    world.place = "behind";
    keeper.refresh();
    expect(world.shown).toEqual(["ring", "talk", null]);
  });

  it("hands the buttons on to the same handlers as the window's, and hides only its own call", async () => {
    const { world, keeper } = setUp("away");
    keeper.refresh();
    const { callId } = ringing;
    await keeper.handlers["card.answer"]({ callId });
    await keeper.handlers["card.reject"]({ callId });
    for (const name of ["card.grab", "card.drag", "card.drop", "card.open-window"] as const)
      await keeper.handlers[name]({});
    await keeper.handlers["card.hide"]({ callId });
    world.calls = [ringing, { ...ringing, callId: CallId.parse("call-3") }];
    keeper.refresh();
    expect(world.asked).toEqual(["answer", "reject", "grab", "drag", "drop", "open"]);
    expect(world.shown).toEqual(["ring", null, "ring"]);
    expect(await keeper.handlers["card.get"]({})).toMatchObject({ value: { card: { call: { callId: "call-3" } } } });
  });
});
