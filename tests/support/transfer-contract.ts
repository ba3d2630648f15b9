import { afterEach, describe, expect, it } from "vitest";
import { CallId } from "../../src-shared/ids.ts";
import { ContractEar } from "./contract-ear.ts";
import type { ContractWorld } from "./contract-world.ts";

/** How a phone passes talks on, on every exchange: Boris is the customer, Anna passes him on, Vera is who gets him. */
export function describeTransfers(name: string, makeWorld: () => Promise<ContractWorld>): void {
  describe(`transfers: ${name}`, () => {
    let world: ContractWorld | null = null;
    let calls = 0;

    afterEach(async () => {
      await world?.stop();
      world = null;
    });

    function dial(from: ContractEar, target: string): CallId {
      calls += 1;
      const callId = CallId.parse(`transfer-${calls}`);
      from.phone.signalling.dial(callId, target);
      return callId;
    }

    async function talk(from: ContractEar, to: ContractEar) {
      const fromCall = dial(from, to.phone.user);
      const { callId: toCall } = await to.next("incoming");
      to.phone.signalling.accept(toCall);
      await Promise.all([from.next("established"), to.next("established")]);
      return { fromCall, toCall };
    }

    /** Anna talks with Boris, who called, and holds him. */
    async function held() {
      world = await makeWorld();
      const [anna, boris, vera] = [
        new ContractEar(world.anna),
        new ContractEar(world.boris),
        new ContractEar(world.vera),
      ];
      for (const ear of [anna, boris, vera]) ear.phone.start(true);
      await Promise.all([anna, boris, vera].map((ear) => ear.state("ready")));
      const { fromCall: borisCall, toCall: annaCall } = await talk(boris, anna);
      anna.phone.signalling.setHeld(annaCall, true);
      await anna.next("hold-changed");
      return { anna, boris, vera, annaCall, borisCall, nobody: world.nobody };
    }

    /** Codes of a transfer up to the last. */
    async function outcome(anna: ContractEar): Promise<number> {
      for (;;) {
        const { sipCode } = await anna.next("transfer-progress");
        if (sipCode >= 200) return sipCode;
      }
    }

    async function joined(ears: Awaited<ReturnType<typeof held>>, veraCall: CallId) {
      const { anna, boris, vera, annaCall, borisCall } = ears;
      anna.phone.signalling.hangUp(annaCall);
      await anna.events.take((event) => event.type === "ended" && event.callId === annaCall);
      const lives = () => Promise.all([boris.phone.signalling.probe(borisCall), vera.phone.signalling.probe(veraCall)]);
      expect(await lives()).toEqual([true, true]);
      boris.phone.signalling.hangUp(borisCall);
      await boris.next("ended");
      expect(await vera.events.take((event) => event.type === "ended" && event.callId === veraCall)).toMatchObject({
        end: { by: "remote", reason: "hung-up" },
      });
      await expect.poll(() => anna.phone.media.open).toEqual([]);
    }

    async function isBack({ anna, boris, annaCall, borisCall }: Awaited<ReturnType<typeof held>>) {
      anna.phone.signalling.setHeld(annaCall, false);
      expect(await anna.next("hold-changed")).toMatchObject({ callId: annaCall, held: false });
      expect(await boris.phone.signalling.probe(borisCall)).toBe(true);
      expect(await anna.phone.signalling.probe(annaCall)).toBe(true);
      await expect.poll(() => anna.phone.media.open).toEqual([annaCall]);
    }

    it("at once: it rings at the target, who answers and has the customer", async () => {
      const ears = await held();
      const { anna, vera, annaCall } = ears;
      anna.phone.signalling.refer(annaCall, vera.phone.user);
      const { callId: veraCall } = await vera.next("incoming");
      await anna.events.take((event) => event.type === "transfer-progress" && event.sipCode === 180);
      vera.phone.signalling.accept(veraCall);
      await vera.next("established");
      expect(await outcome(anna)).toBe(200);
      await joined(ears, veraCall);
    });

    it.each([
      [486, [486]],
      [603, [603, 403]],
    ] as const)("at once, refused with %i: the customer is back", async (sipCode, told) => {
      const ears = await held();
      const { anna, vera, annaCall } = ears;
      anna.phone.signalling.refer(annaCall, vera.phone.user);
      vera.phone.signalling.reject((await vera.next("incoming")).callId, sipCode);
      expect(told).toContain(await outcome(anna));
      await isBack(ears);
    });

    it("at once, to a number that nobody has: the customer is back", async () => {
      const ears = await held();
      ears.anna.phone.signalling.refer(ears.annaCall, ears.nobody);
      expect(await outcome(ears.anna)).toBe(404);
      await isBack(ears);
    });

    it("at once, taken back while it rings: the ringing stops, the customer is back", async () => {
      const ears = await held();
      const { anna, vera, annaCall } = ears;
      anna.phone.signalling.refer(annaCall, vera.phone.user);
      await vera.next("incoming");
      await anna.events.take((event) => event.type === "transfer-progress" && event.sipCode === 180);
      await isBack(ears);
      expect((await vera.next("ended")).end).toMatchObject({ by: "remote" });
    });

    it("at once, and the customer leaves while it rings: nobody rings any more", async () => {
      const { anna, boris, vera, annaCall, borisCall } = await held();
      anna.phone.signalling.refer(annaCall, vera.phone.user);
      await vera.next("incoming");
      boris.phone.signalling.hangUp(borisCall);
      expect((await anna.next("ended")).end).toMatchObject({ by: "remote", reason: "hung-up" });
      await vera.next("ended");
      await expect.poll(() => anna.phone.media.open).toEqual([]);
    });

    it("asked first: the customer and who was asked are joined", async () => {
      const ears = await held();
      const { anna, vera, annaCall } = ears;
      const { fromCall: consultId, toCall: veraCall } = await talk(anna, vera);
      anna.phone.signalling.referInto(annaCall, consultId);
      expect(await outcome(anna)).toBe(200);
      anna.phone.signalling.hangUp(consultId);
      await joined(ears, veraCall);
    });

    it("asked first, and who was asked left: the customer is back", async () => {
      const ears = await held();
      const { anna, vera, annaCall } = ears;
      const { fromCall: consultId, toCall: veraCall } = await talk(anna, vera);
      vera.phone.signalling.hangUp(veraCall);
      await anna.events.take((event) => event.type === "ended" && event.callId === consultId);
      anna.phone.signalling.referInto(annaCall, consultId);
      expect(await outcome(anna)).toBeGreaterThanOrEqual(300);
      await isBack(ears);
    });
  });
}
