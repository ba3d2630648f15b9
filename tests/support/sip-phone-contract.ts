import { afterEach, describe, expect, it } from "vitest";
import { CallId } from "../../src-shared/ids.ts";
import { ContractEar } from "./contract-ear.ts";
import type { ContractWorld } from "./contract-world.ts";

/** After a glare the owner of the Call-ID waits up to 4 s (RFC 3261 §14.1), and may meet another one. */
const GLARE = { timeout: 20_000 };

/** What the SIP phone must do on every exchange, beyond the port's own suite: several calls, and moments that cross. */
export function describeSipPhone(name: string, makeWorld: () => Promise<ContractWorld>): void {
  describe(`SIP phone: ${name}`, () => {
    let world: ContractWorld | null = null;
    let calls = 0;

    afterEach(async () => {
      await world?.stop();
      world = null;
    });

    async function registered(...names: readonly ("anna" | "boris" | "vera")[]) {
      world = await makeWorld();
      const ears = {
        anna: new ContractEar(world.anna),
        boris: new ContractEar(world.boris),
        vera: new ContractEar(world.vera),
      };
      for (const one of names) ears[one].phone.start(true);
      await Promise.all(names.map((one) => ears[one].state("ready")));
      return ears;
    }

    function dial(from: ContractEar, to: ContractEar): CallId {
      calls += 1;
      const callId = CallId.parse(`sip-contract-${calls}`);
      from.phone.signalling.dial(callId, to.phone.user);
      return callId;
    }

    async function talk(from: ContractEar, to: ContractEar) {
      const fromCall = dial(from, to);
      const { callId: toCall } = await to.next("incoming");
      to.phone.signalling.accept(toCall);
      await Promise.all([from.next("established"), to.next("established")]);
      return { fromCall, toCall };
    }

    async function holds(ear: ContractEar, callId: CallId, held: boolean) {
      const before = ear.events.all.length;
      ear.phone.signalling.setHeld(callId, held);
      const outcome = () =>
        ear.events.all.slice(before).find(({ type }) => type === "hold-changed" || type === "hold-failed");
      await expect.poll(outcome, GLARE).toEqual({ type: "hold-changed", callId, held });
    }

    it("a second call waits while the first goes on, is taken with the first on hold, and each ends by itself", async () => {
      const { anna, boris, vera } = await registered("anna", "boris", "vera");
      const first = await talk(anna, boris);
      const veraCall = dial(vera, boris);
      const { callId: second, from } = await boris.next("incoming");
      expect(from.address).toBe(vera.phone.user);
      await holds(boris, first.toCall, true);
      boris.phone.signalling.accept(second);
      await Promise.all([boris.next("established"), vera.next("established")]);
      expect([...boris.phone.media.open].sort()).toEqual([first.toCall, second].sort());
      vera.phone.signalling.hangUp(veraCall);
      expect(await boris.next("ended")).toMatchObject({ callId: second, end: { by: "remote", reason: "hung-up" } });
      await holds(boris, first.toCall, false);
      anna.phone.signalling.hangUp(first.fromCall);
      expect(await boris.next("ended")).toMatchObject({
        callId: first.toCall,
        end: { by: "remote", reason: "hung-up" },
      });
    });

    it("a second call is refused as busy, and the talk does not notice", async () => {
      const { anna, boris, vera } = await registered("anna", "boris", "vera");
      const first = await talk(anna, boris);
      dial(vera, boris);
      boris.phone.signalling.reject((await boris.next("incoming")).callId, 486);
      expect((await vera.next("ended")).end).toEqual({ by: "remote", reason: "busy", sipCode: 486 });
      expect(await boris.phone.signalling.probe(first.toCall)).toBe(true);
    });

    it("a phone that talks dials another, with the first on hold", async () => {
      const { anna, boris, vera } = await registered("anna", "boris", "vera");
      const first = await talk(anna, boris);
      await holds(anna, first.fromCall, true);
      const second = await talk(anna, vera);
      anna.phone.signalling.hangUp(second.fromCall);
      await vera.next("ended");
      await holds(anna, first.fromCall, false);
      expect(await anna.phone.signalling.probe(first.fromCall)).toBe(true);
    });

    it("a colleague whose phone is off does not answer", async () => {
      const { anna, boris } = await registered("anna");
      dial(anna, boris);
      expect((await anna.next("ended")).end).toMatchObject({ by: "remote", reason: "no-answer" });
    });

    it("a call cancelled in the moment of its answer ends on both sides", async () => {
      const { anna, boris } = await registered("anna", "boris");
      const callId = dial(anna, boris);
      const { callId: toCall } = await boris.next("incoming");
      await anna.next("progress");
      boris.phone.signalling.accept(toCall);
      anna.phone.signalling.hangUp(callId);
      expect((await anna.next("ended")).end).toMatchObject({ by: "local" });
      await boris.next("ended");
      expect([anna.phone.media.open, boris.phone.media.open]).toEqual([[], []]);
    });

    it("both hold in the same moment, and both resume (glare)", async () => {
      const { anna, boris } = await registered("anna", "boris");
      const { fromCall, toCall } = await talk(anna, boris);
      for (const held of [true, false]) await Promise.all([holds(anna, fromCall, held), holds(boris, toCall, held)]);
      expect(await anna.phone.signalling.probe(fromCall)).toBe(true);
    });

    it("tones go by INFO when telephone-event was not agreed, one by one and in order", async () => {
      const { anna, boris } = await registered("anna", "boris");
      const { fromCall, toCall } = await talk(anna, boris);
      anna.phone.media.answers["media.send-dtmf"] = () => ({ sent: false });
      anna.phone.signalling.sendDtmf(fromCall, "19*#");
      expect(await anna.next("dtmf-sent")).toMatchObject({ tones: "19*#" });
      const heard = () => boris.events.all.flatMap((event) => (event.type === "dtmf-received" ? [event] : []));
      await expect
        .poll(() =>
          heard()
            .map(({ tone }) => tone)
            .join(""),
        )
        .toBe("19*#");
      expect(heard()[0]?.callId).toBe(toCall);
    });

    it("a registration that ends cleanly is forgotten at once", async () => {
      const { anna, boris } = await registered("anna", "boris");
      await boris.phone.signalling.stop();
      dial(anna, boris);
      expect((await anna.next("ended")).end).toMatchObject({ by: "remote", reason: "no-answer" });
    });
  });
}
