import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type {
  OriginateRequest,
  RingRequest,
  Telephony,
  TelephonyCallId,
  TelephonyEvent,
} from "../../src-hub/telephony/telephony.ts";
import type { InteractionId, OfferId } from "../../src-shared/ids.ts";
import { Inbox } from "./inbox.ts";

/** People with phones around a telephony adapter; each adapter brings its own. Users: anna (a line), 101, 102 and 103. */
export interface TelephonyStage {
  readonly telephony: Telephony;
  register(user: string): Promise<void>;
  losePhone(user: string): Promise<void>;
  dial(user: string, dialled: string): Promise<void>;
  /** What the one who is rung for the offer does. */
  answer(offerId: OfferId): Promise<void>;
  decline(offerId: OfferId): Promise<void>;
  hold(callId: TelephonyCallId, user: string, held: boolean): Promise<void>;
  transfer(callId: TelephonyCallId, user: string, dialled: string): Promise<void>;
  hangUp(callId: TelephonyCallId, user: string): Promise<void>;
  /** Who is let go has heard all there is to hear; absent: that comes about by itself. */
  heardAll?(callId: TelephonyCallId): Promise<void>;
  stop(): Promise<void>;
}

type EventOf<T extends TelephonyEvent["type"]> = Extract<TelephonyEvent, { type: T }>;

/** The port's promises, the same for the fake and for every exchange. */
export function describeTelephony(name: string, makeStage: () => Promise<TelephonyStage>): void {
  describe(`${name} keeps the port's promises`, () => {
    let stage: TelephonyStage;
    let events: Inbox<TelephonyEvent>;
    let offerCount: number;

    beforeEach(async () => {
      stage = await makeStage();
      events = new Inbox("event");
      offerCount = 0;
      stage.telephony.onEvent((event) => events.put(event));
    });
    afterEach(() => stage.stop());

    const next = <T extends TelephonyEvent["type"]>(type: T) =>
      events.take((event) => event.type === type) as Promise<EventOf<T>>;
    const seen = (type: TelephonyEvent["type"]) => events.all.filter((event) => event.type === type);
    const ring = (callId: TelephonyCallId, user: string, more: Partial<RingRequest> = {}): OfferId => {
      offerCount += 1;
      const offerId = `offer-${offerCount}` as OfferId;
      const interactionId = "interaction-1" as InteractionId;
      stage.telephony.ring({
        callId,
        offerId,
        interactionId,
        user,
        queueName: "Sales",
        ringTimeoutMs: 20_000,
        ...more,
      });
      return offerId;
    };
    const arrive = async (): Promise<TelephonyCallId> => {
      await stage.register("anna");
      await stage.dial("anna", "600");
      return (await next("arrived")).callId;
    };
    const talk = async (): Promise<TelephonyCallId> => {
      await stage.register("101");
      const callId = await arrive();
      await stage.answer(ring(callId, "101"));
      await next("answered");
      return callId;
    };

    test("a phone that registers and goes is told, and known meanwhile", async () => {
      await stage.register("101");
      expect(await next("phone-changed")).toEqual({ type: "phone-changed", user: "101", registered: true });
      expect(stage.telephony.isRegistered("101")).toBe(true);
      await stage.losePhone("101");
      expect(await next("phone-changed")).toEqual({ type: "phone-changed", user: "101", registered: false });
      expect(stage.telephony.isRegistered("101")).toBe(false);
    });

    test("a caller arrives, is queued, is answered, and hangs up", async () => {
      await stage.register("101");
      const callId = await arrive();
      stage.telephony.queue(callId, "interaction-1" as InteractionId);
      const offerId = ring(callId, "101");
      await stage.answer(offerId);
      expect(await next("answered")).toEqual({ type: "answered", callId, offerId, user: "101" });
      await stage.hangUp(callId, "anna");
      expect(await next("ended")).toEqual({ type: "ended", callId, by: "caller", wasAnswered: true });
    });

    test("the one who answered hangs up", async () => {
      const callId = await talk();
      await stage.hangUp(callId, "101");
      expect(await next("ended")).toEqual({ type: "ended", callId, by: "callee", wasAnswered: true });
    });

    test("a caller who leaves while a phone rings", async () => {
      await stage.register("101");
      const callId = await arrive();
      ring(callId, "101");
      await stage.hangUp(callId, "anna");
      expect(await next("ended")).toEqual({ type: "ended", callId, by: "caller", wasAnswered: false });
      expect(seen("ring-failed")).toEqual([]);
    });

    test("an offer that is declined does not end the call: the next one rings", async () => {
      await stage.register("101");
      await stage.register("102");
      const callId = await arrive();
      const first = ring(callId, "101");
      await stage.decline(first);
      expect(await next("ring-failed")).toEqual({ type: "ring-failed", callId, offerId: first, outcome: "declined" });
      const second = ring(callId, "102");
      await stage.answer(second);
      expect(await next("answered")).toMatchObject({ offerId: second, user: "102" });
    });

    test("an offer to somebody without a phone fails, and not from inside the command", async () => {
      const callId = await arrive();
      const offerId = ring(callId, "103");
      expect(seen("ring-failed")).toEqual([]);
      expect(await next("ring-failed")).toEqual({ type: "ring-failed", callId, offerId, outcome: "unreachable" });
    });

    test("an offer whose phone goes fails", async () => {
      await stage.register("101");
      const callId = await arrive();
      const offerId = ring(callId, "101");
      await stage.losePhone("101");
      expect(await next("ring-failed")).toEqual({ type: "ring-failed", callId, offerId, outcome: "unreachable" });
    });

    test("an offer that is withdrawn fails in silence", async () => {
      await stage.register("101");
      const callId = await arrive();
      stage.telephony.withdraw(ring(callId, "101"));
      await stage.answer(ring(callId, "101"));
      await next("answered");
      expect(seen("ring-failed")).toEqual([]);
    });

    test("of two offers at once the first answer counts, the other is over without an event", async () => {
      await stage.register("101");
      await stage.register("102");
      const callId = await arrive();
      ring(callId, "101");
      const second = ring(callId, "102");
      await stage.answer(second);
      expect(await next("answered")).toMatchObject({ offerId: second });
      stage.telephony.hangUp(callId);
      await next("ended");
      expect([...seen("ring-failed"), ...seen("answered")]).toHaveLength(1);
    });

    test("a refused call ends, and not from inside the command", async () => {
      const callId = await arrive();
      stage.telephony.refuse(callId, 404);
      expect(seen("ended")).toEqual([]);
      expect(await next("ended")).toEqual({ type: "ended", callId, by: "exchange", wasAnswered: false });
    });

    const farewell = { language: "ru", phrases: ["goodbye"], offersCallBack: false, retryAfterSeconds: 60 } as const;

    test("a caller whom nobody comes to is let go with words or without, and not from inside the command", async () => {
      const spoken = await arrive();
      stage.telephony.treat(spoken, farewell);
      expect(seen("ended")).toEqual([]);
      await stage.heardAll?.(spoken);
      expect(await next("ended")).toEqual({ type: "ended", callId: spoken, by: "exchange", wasAnswered: false });
      const silent = await arrive();
      stage.telephony.queue(silent, "interaction-1" as InteractionId);
      stage.telephony.treat(silent, { ...farewell, phrases: [] });
      expect(await next("ended")).toEqual({ type: "ended", callId: silent, by: "exchange", wasAnswered: false });
      expect(seen("call-back-wanted")).toEqual([]);
    });

    test("who was passed to a queue is let go as any other, and no talk is", async () => {
      const callId = await talk();
      stage.telephony.treat(callId, farewell);
      await stage.transfer(callId, "101", "600");
      await next("transfer-asked");
      stage.telephony.queue(callId, "interaction-1" as InteractionId);
      stage.telephony.treat(callId, farewell);
      await stage.heardAll?.(callId);
      expect(await next("ended")).toEqual({ type: "ended", callId, by: "exchange", wasAnswered: false });
    });

    test("a talk is ended by the hub, and not from inside the command", async () => {
      const callId = await talk();
      stage.telephony.hangUp(callId);
      expect(seen("ended")).toEqual([]);
      expect(await next("ended")).toEqual({ type: "ended", callId, by: "exchange", wasAnswered: true });
    });

    test("commands that make no sense any more, or never did, are ignored", async () => {
      const callId = await talk();
      await stage.hangUp(callId, "anna");
      await next("ended");
      const before = events.all.length;
      stage.telephony.queue(callId, "interaction-1" as InteractionId);
      ring(callId, "101");
      stage.telephony.withdraw("offer-1" as OfferId);
      stage.telephony.refuse(callId, 486);
      stage.telephony.hangUp(callId);
      stage.telephony.hangUp("no-call" as TelephonyCallId);
      await stage.dial("anna", "600");
      await next("arrived");
      expect(events.all).toHaveLength(before + 1);
    });

    test("a call that only waits is not ended by hangUp", async () => {
      const callId = await arrive();
      stage.telephony.hangUp(callId);
      await stage.register("101");
      await stage.answer(ring(callId, "101"));
      await next("answered");
    });

    test("a talk whose caller's phone goes ends by the caller, one whose callee's goes by the callee", async () => {
      const first = await talk();
      await stage.losePhone("anna");
      expect(await next("ended")).toMatchObject({ type: "ended", callId: first, by: "caller", wasAnswered: true });
      const second = await talk();
      await stage.losePhone("101");
      expect(await next("ended")).toMatchObject({ type: "ended", callId: second, by: "callee", wasAnswered: true });
    });

    test("hold is told with who did it", async () => {
      const callId = await talk();
      await stage.hold(callId, "101", true);
      expect(await next("hold-changed")).toEqual({ type: "hold-changed", callId, byUser: "101", held: true });
      await stage.hold(callId, "101", false);
      expect(await next("hold-changed")).toEqual({ type: "hold-changed", callId, byUser: "101", held: false });
    });

    test("a transfer joins the target in the transferor's place", async () => {
      await stage.register("102");
      const callId = await talk();
      await stage.transfer(callId, "101", "102");
      expect(await next("transfer-asked")).toMatchObject({
        callId,
        byUser: "101",
        dialled: "102",
        consultCallId: null,
      });
      await stage.answer(ring(callId, "102", { queueName: null }));
      expect(await next("transferred")).toEqual({ type: "transferred", callId, byUser: "101", toUser: "102" });
      expect(seen("answered")).toHaveLength(1);
      await stage.hangUp(callId, "102");
      expect(await next("ended")).toEqual({ type: "ended", callId, by: "callee", wasAnswered: true });
    });

    test("a transfer that is declined, or reaches nobody, leaves the talk as it was", async () => {
      await stage.register("102");
      const callId = await talk();
      await stage.transfer(callId, "101", "102");
      await next("transfer-asked");
      const declined = ring(callId, "102");
      await stage.decline(declined);
      expect(await next("ring-failed")).toMatchObject({ offerId: declined, outcome: "declined" });
      await stage.transfer(callId, "101", "103");
      await next("transfer-asked");
      const unreachable = ring(callId, "103");
      expect(await next("ring-failed")).toMatchObject({ offerId: unreachable, outcome: "unreachable" });
      await stage.hangUp(callId, "anna");
      expect(await next("ended")).toMatchObject({ by: "caller", wasAnswered: true });
    });

    test("a transfer to a queue: the one who stays waits as the caller, and the next who answers has them", async () => {
      await stage.register("102");
      const callId = await talk();
      await stage.transfer(callId, "101", "600");
      await next("transfer-asked");
      stage.telephony.queue(callId, "interaction-1" as InteractionId);
      const declined = ring(callId, "102");
      await stage.decline(declined);
      expect(await next("ring-failed")).toMatchObject({ offerId: declined, outcome: "declined" });
      stage.telephony.withdraw(ring(callId, "102"));
      const offerId = ring(callId, "102");
      await stage.answer(offerId);
      expect(await next("answered")).toEqual({ type: "answered", callId, offerId, user: "102" });
      expect([...seen("transferred"), ...seen("ended")]).toEqual([]);
      await stage.hangUp(callId, "anna");
      expect(await next("ended")).toEqual({ type: "ended", callId, by: "caller", wasAnswered: true });
    });

    test("who was passed to a queue leaves while a phone rings, or is let go", async () => {
      await stage.register("102");
      const first = await talk();
      await stage.transfer(first, "101", "600");
      await next("transfer-asked");
      stage.telephony.queue(first, "interaction-1" as InteractionId);
      ring(first, "102");
      await stage.hangUp(first, "anna");
      expect(await next("ended")).toEqual({ type: "ended", callId: first, by: "caller", wasAnswered: false });
      const second = await talk();
      await stage.transfer(second, "101", "600");
      await next("transfer-asked");
      stage.telephony.queue(second, "interaction-1" as InteractionId);
      stage.telephony.refuse(second, 480);
      expect(await next("ended")).toEqual({ type: "ended", callId: second, by: "exchange", wasAnswered: false });
    });

    test("a transfer is refused by the hub and may be asked again; a ring nobody asked for fails", async () => {
      await stage.register("102");
      const callId = await talk();
      await stage.transfer(callId, "101", "999");
      await next("transfer-asked");
      stage.telephony.refuse(callId, 404);
      const stray = ring(callId, "102");
      expect(await next("ring-failed")).toMatchObject({ offerId: stray, outcome: "unreachable" });
      await stage.transfer(callId, "101", "102");
      await next("transfer-asked");
      await stage.answer(ring(callId, "102"));
      await next("transferred");
    });

    const originate = (user: string, more: Partial<OriginateRequest> = {}) => {
      offerCount += 1;
      const offerId = `offer-${offerCount}` as OfferId;
      const interactionId = "interaction-1" as InteractionId;
      const party = { address: "anna", name: "Anna" };
      const request = { offerId, interactionId, user, party, queueName: "Sales", ringTimeoutMs: 20_000, ...more };
      return { offerId, callId: stage.telephony.originate(request) };
    };
    const waitFor = async (user: string): Promise<TelephonyCallId> => {
      await stage.register(user);
      await stage.register("anna");
      const { callId, offerId } = originate(user);
      await stage.answer(offerId);
      expect(await next("originated")).toEqual({ type: "originated", callId, offerId, user });
      return callId;
    };

    test("a call of the hub's own: first a phone of the team, then who is called; it is a talk like any other", async () => {
      const callId = await waitFor("101");
      const offerId = ring(callId, "anna", { queueName: null });
      await stage.answer(offerId);
      expect(await next("answered")).toEqual({ type: "answered", callId, offerId, user: "anna" });
      await stage.hold(callId, "101", true);
      expect(await next("hold-changed")).toEqual({ type: "hold-changed", callId, byUser: "101", held: true });
      await stage.hold(callId, "101", false);
      await next("hold-changed");
      await stage.hangUp(callId, "anna");
      expect(await next("ended")).toEqual({ type: "ended", callId, by: "callee", wasAnswered: true });
    });

    test("a call of the hub's own whose first phone declines, or is not there, is over without an end", async () => {
      await stage.register("101");
      const declined = originate("101");
      await stage.decline(declined.offerId);
      expect(await next("ring-failed")).toEqual({ type: "ring-failed", ...declined, outcome: "declined" });
      const nobody = originate("103");
      expect(seen("ring-failed")).toHaveLength(1);
      expect(await next("ring-failed")).toEqual({ type: "ring-failed", ...nobody, outcome: "unreachable" });
      stage.telephony.hangUp(declined.callId);
      stage.telephony.refuse(nobody.callId, 486);
      await waitFor("101");
      expect([...seen("ended"), ...seen("ring-failed")]).toHaveLength(2);
    });

    test("a call of the hub's own that is withdrawn fails in silence", async () => {
      await stage.register("101");
      const { offerId } = originate("101");
      stage.telephony.withdraw(offerId);
      await waitFor("101");
      expect([...seen("ended"), ...seen("ring-failed")]).toEqual([]);
    });

    test("a call of the hub's own whose far side declines still waits; the hub lets its phone go", async () => {
      const callId = await waitFor("101");
      const offerId = ring(callId, "anna", { queueName: null });
      await stage.decline(offerId);
      expect(await next("ring-failed")).toEqual({ type: "ring-failed", callId, offerId, outcome: "declined" });
      stage.telephony.refuse(callId, 486);
      expect(await next("ended")).toEqual({ type: "ended", callId, by: "exchange", wasAnswered: false });
    });

    test("a call of the hub's own whose phone hangs up, or goes, while the far side rings", async () => {
      const first = await waitFor("101");
      ring(first, "anna", { queueName: null });
      await stage.hangUp(first, "101");
      expect(await next("ended")).toEqual({ type: "ended", callId: first, by: "caller", wasAnswered: false });
      const second = await waitFor("101");
      ring(second, "anna", { queueName: null });
      await stage.losePhone("101");
      expect(await next("ended")).toMatchObject({ callId: second, by: "caller", wasAnswered: false });
      expect(seen("ring-failed")).toEqual([]);
    });
  });
}
