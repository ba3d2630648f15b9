import { afterEach, describe, expect, it } from "vitest";
import { CallId } from "../../src-shared/ids.ts";
import { ContractEar as Ear } from "./contract-ear.ts";
import type { ContractWorld } from "./contract-world.ts";

/** What every `CallSignalling` must do; run against the fake and against the real phone on the real exchange. */
export function describeCallSignalling(name: string, makeWorld: () => Promise<ContractWorld>): void {
  describe(`CallSignalling: ${name}`, () => {
    let world: ContractWorld | null = null;
    let calls = 0;

    afterEach(async () => {
      await world?.stop();
      world = null;
    });

    async function registered() {
      world = await makeWorld();
      const [anna, boris] = [new Ear(world.anna), new Ear(world.boris)];
      world.anna.start(true);
      world.boris.start(true);
      await Promise.all([anna.state("ready"), boris.state("ready")]);
      return { anna, boris, nobody: world.nobody };
    }

    function dial(from: Ear, target: string): CallId {
      calls += 1;
      const callId = CallId.parse(`contract-${calls}`);
      from.phone.signalling.dial(callId, target);
      return callId;
    }

    async function ringing() {
      const { anna, boris } = await registered();
      const annaCall = dial(anna, boris.phone.user);
      const { callId: borisCall, from } = await boris.next("incoming");
      await anna.next("progress");
      return { anna, boris, annaCall, borisCall, from };
    }

    async function talking() {
      const parts = await ringing();
      parts.boris.phone.signalling.accept(parts.borisCall);
      await Promise.all([parts.anna.next("established"), parts.boris.next("established")]);
      return parts;
    }

    async function ends(anna: Ear, boris: Ear) {
      const [a, b] = await Promise.all([anna.next("ended"), boris.next("ended")]);
      return [a.end, b.end].map(({ by, reason }) => `${by} ${reason}`);
    }

    it("tells each step of the registration", async () => {
      const { anna } = await registered();
      const states = anna.events.all.flatMap((event) => (event.type === "phone-changed" ? [event.phone.state] : []));
      expect(states).toEqual(["connecting", "registering", "ready"]);
    });

    it("is refused with a wrong password, and says so", async () => {
      world = await makeWorld();
      const anna = new Ear(world.anna);
      world.anna.start(false);
      expect(await anna.state("refused")).toMatchObject({ phone: { failure: "wrong-password", retryAtMs: null } });
    });

    it("carries a call from ringing to hang-up, by either side", async () => {
      const { anna, boris, annaCall, from } = await talking();
      expect(from.address).toBe(anna.phone.user);
      anna.phone.signalling.hangUp(annaCall);
      expect(await ends(anna, boris)).toEqual(["local hung-up", "remote hung-up"]);
      dial(anna, boris.phone.user);
      const { callId } = await boris.next("incoming");
      boris.phone.signalling.accept(callId);
      await Promise.all([anna.next("established"), boris.next("established")]);
      boris.phone.signalling.hangUp(callId);
      expect(await ends(anna, boris)).toEqual(["remote hung-up", "local hung-up"]);
    });

    it.each([
      [486, ["remote busy", "local busy"]],
      [603, ["remote rejected", "local rejected"]],
    ] as const)("declines with %i", async (sipCode, expected) => {
      const { anna, boris, borisCall } = await ringing();
      boris.phone.signalling.reject(borisCall, sipCode);
      expect(await ends(anna, boris)).toEqual(expected);
    });

    it("refuses new calls as busy while told so, untold; and lets them ring again", async () => {
      const { anna, boris } = await registered();
      boris.phone.signalling.refuseCalls(true);
      dial(anna, boris.phone.user);
      expect((await anna.next("ended")).end).toEqual({ by: "remote", reason: "busy", sipCode: 486 });
      boris.phone.signalling.refuseCalls(false);
      dial(anna, boris.phone.user);
      await boris.next("incoming");
      expect(boris.events.all.filter(({ type }) => type === "incoming")).toHaveLength(1);
    });

    it("gives up a call that rings", async () => {
      const { anna, boris, annaCall } = await ringing();
      anna.phone.signalling.hangUp(annaCall);
      expect(await ends(anna, boris)).toEqual(["local cancelled", "remote cancelled"]);
    });

    it("says when nobody has the number", async () => {
      const { anna, nobody } = await registered();
      dial(anna, nobody);
      expect((await anna.next("ended")).end).toEqual({ by: "remote", reason: "not-found", sipCode: 404 });
    });

    it("holds and resumes; the other side is told", async () => {
      const { anna, boris, annaCall } = await talking();
      for (const held of [true, false]) {
        anna.phone.signalling.setHeld(annaCall, held);
        expect(await anna.next("hold-changed")).toMatchObject({ held });
        expect(await boris.next("remote-hold-changed")).toMatchObject({ held });
      }
    });

    it("answers a hold that stands already", async () => {
      const { anna, annaCall } = await talking();
      anna.phone.signalling.setHeld(annaCall, true);
      anna.phone.signalling.setHeld(annaCall, true);
      expect([await anna.next("hold-changed"), await anna.next("hold-changed")]).toMatchObject([
        { held: true },
        { held: true },
      ]);
    });

    it("sends tones, and says that it did", async () => {
      const { anna, annaCall } = await talking();
      anna.phone.signalling.sendDtmf(annaCall, "12#");
      expect(await anna.next("dtmf-sent")).toEqual({ type: "dtmf-sent", callId: annaCall, tones: "12#" });
    });

    it("knows whether the far side still has the talk", async () => {
      const { anna, boris, annaCall } = await talking();
      expect(await anna.phone.signalling.probe(annaCall)).toBe(true);
      anna.phone.signalling.hangUp(annaCall);
      await ends(anna, boris);
      expect(await anna.phone.signalling.probe(annaCall)).toBe(false);
    });

    it("opens the media of each call and closes it after", async () => {
      const { anna, boris, annaCall, borisCall } = await talking();
      expect([anna.phone.media.open, boris.phone.media.open]).toEqual([[annaCall], [borisCall]]);
      boris.phone.signalling.hangUp(borisCall);
      await ends(anna, boris);
      await Promise.resolve();
      expect([anna.phone.media.open, boris.phone.media.open]).toEqual([[], []]);
    });

    it("ignores commands on calls it does not know", async () => {
      const { anna } = await registered();
      const unknown = CallId.parse("unknown");
      const { signalling } = anna.phone;
      const before = anna.events.all.length;
      signalling.accept(unknown);
      signalling.reject(unknown, 603);
      signalling.hangUp(unknown);
      signalling.setHeld(unknown, true);
      signalling.sendDtmf(unknown, "1");
      expect(await signalling.probe(unknown)).toBe(false);
      expect(anna.events.all).toHaveLength(before);
    });

    it("ends its calls when it stops, and is off", async () => {
      const { anna, boris } = await talking();
      await anna.phone.signalling.stop();
      expect(await ends(anna, boris)).toEqual(["local hung-up", "remote hung-up"]);
      await anna.state("off");
    });
  });
}
