import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CallId } from "../../../../src-shared/ids.ts";
import { passwordOf } from "../../../support/exchange-rig.ts";
import { MediaPages, type MediaWindow } from "./media-pages.ts";
import { hears, RigPhone, TONES } from "./phone-rig.ts";

/** An exchange with the accounts 101 and 102, who dial each other. */
export type TalkExchange = {
  readonly server: string;
  /** A PBX that is not the hub's. */
  readonly isElsewhere?: boolean;
  stop(): Promise<void>;
};

/** Two whole phones with real sound on an exchange: who hears whom is proved by a tone of each. */
export function describeTalk(name: string, startExchange: () => Promise<TalkExchange>): void {
  let exchange: TalkExchange;
  let pages: MediaPages;
  let annaWindow: MediaWindow;
  let borisWindow: MediaWindow;
  let anna: RigPhone;
  let boris: RigPhone;
  let annaCall: CallId;
  let borisCall: CallId;

  beforeAll(async () => {
    exchange = await startExchange();
    pages = await MediaPages.launch();
    [annaWindow, borisWindow] = [await pages.window(), await pages.window()];
    anna = new RigPhone("101", annaWindow.media);
    boris = new RigPhone("102", borisWindow.media);
    for (const [phone, hz] of [[anna, TONES.anna] as const, [boris, TONES.boris] as const])
      phone.start(exchange.server, { kind: "tone", hz }, passwordOf(phone.user), exchange.isElsewhere ?? false);
    await Promise.all([anna.ready(), boris.ready()]);
  });

  afterAll(async () => {
    await Promise.all([anna.signalling.stop(), boris.signalling.stop()]);
    await pages[Symbol.asyncDispose]();
    await exchange.stop();
    expect([...annaWindow.errors, ...borisWindow.errors]).toEqual([]);
  });

  async function talk() {
    annaCall = anna.dial("102");
    borisCall = (await boris.next("incoming")).callId;
    boris.signalling.accept(borisCall);
    await Promise.all([anna.next("established"), boris.next("established")]);
    await soundSettles({ byAnna: true, byBoris: true });
  }

  /** Who hears the other now. */
  async function heard() {
    const [byAnna, byBoris] = await Promise.all([
      hears(annaWindow, annaCall, TONES.boris),
      hears(borisWindow, borisCall, TONES.anna),
    ]);
    return { byAnna, byBoris };
  }

  /** A PBX answers first, and lets the sound through or stops it a moment later. */
  async function soundSettles(expected: { readonly byAnna: boolean; readonly byBoris: boolean }) {
    await expect.poll(heard).toEqual(expected);
  }

  async function hold(phone: RigPhone, callId: CallId, held: boolean) {
    const before = phone.events.all.length;
    phone.signalling.setHeld(callId, held);
    const outcome = () =>
      phone.events.all.slice(before).find(({ type }) => type === "hold-changed" || type === "hold-failed");
    // After a glare the owner of the Call-ID waits up to 4 s (RFC 3261 §14.1), and may meet another one.
    await expect.poll(outcome, { timeout: 20_000 }).toEqual({ type: "hold-changed", callId, held });
  }

  describe(`two phones on ${name}`, () => {
    afterEach(async () => {
      anna.signalling.hangUp(annaCall);
      const [local, remote] = await Promise.all([anna.next("ended"), boris.next("ended")]);
      expect([local.end, remote.end]).toEqual([
        { by: "local", reason: "hung-up", sipCode: null },
        { by: "remote", reason: "hung-up", sipCode: null },
      ]);
    });

    it("hear each other and not themselves", async () => {
      await talk();
      expect(await hears(annaWindow, annaCall, TONES.anna)).toBe(false);
    });

    it("are silent on hold, and hear each other after it", async () => {
      await talk();
      await hold(anna, annaCall, true);
      expect(await boris.next("remote-hold-changed")).toMatchObject({ held: true });
      await soundSettles({ byAnna: false, byBoris: false });
      await hold(anna, annaCall, false);
      expect(await boris.next("remote-hold-changed")).toMatchObject({ held: false });
      await soundSettles({ byAnna: true, byBoris: true });
    });

    it("may both hold, and both resume", async () => {
      await talk();
      await hold(anna, annaCall, true);
      await hold(boris, borisCall, true);
      await hold(anna, annaCall, false);
      await soundSettles({ byAnna: false, byBoris: false });
      await hold(boris, borisCall, false);
      await soundSettles({ byAnna: true, byBoris: true });
    });

    it("settle when both hold at the same moment (glare), and find back", async () => {
      await talk();
      await Promise.all([hold(anna, annaCall, true), hold(boris, borisCall, true)]);
      await soundSettles({ byAnna: false, byBoris: false });
      await Promise.all([hold(anna, annaCall, false), hold(boris, borisCall, false)]);
      await soundSettles({ byAnna: true, byBoris: true });
    });

    it.each(["ice", "fresh"] as const)("agree the sound anew (%s) when either side asks", async (step) => {
      await talk();
      for (const [phone, callId] of [[anna, annaCall] as const, [boris, borisCall] as const]) {
        phone.signalling.repairMedia(callId, step);
        expect(await phone.next("media-repaired")).toMatchObject({ callId, step, ok: true });
        await soundSettles({ byAnna: true, byBoris: true });
      }
    });

    it("get fresh media on hold, and are held still", async () => {
      await talk();
      await hold(anna, annaCall, true);
      anna.signalling.renewMedia(annaCall);
      expect(await anna.next("media-renewed")).toMatchObject({ ok: true });
      await soundSettles({ byAnna: false, byBoris: false });
      await hold(anna, annaCall, false);
      await soundSettles({ byAnna: true, byBoris: true });
    });

    it("get fresh media for a window that died, in the same call", async () => {
      await talk();
      for (const [phone, callId] of [[anna, annaCall] as const, [boris, borisCall] as const]) {
        phone.signalling.renewMedia(callId);
        expect(await phone.next("media-renewed")).toMatchObject({ callId, ok: true });
        await soundSettles({ byAnna: true, byBoris: true });
        expect(await phone.signalling.probe(callId)).toBe(true);
      }
    });

    it("mute one way only", async () => {
      await talk();
      await annaWindow.media.ask("media.set-muted", { mediaId: annaCall, muted: true });
      await soundSettles({ byAnna: true, byBoris: false });
      await annaWindow.media.ask("media.set-muted", { mediaId: annaCall, muted: false });
      await soundSettles({ byAnna: true, byBoris: true });
    });

    it("send tones as telephone-events (RFC 4733), which the far side plays", async () => {
      await talk();
      // The key 5 is 770 and 1336 Hz; between the tones Anna's own sound comes through, so levels are compared.
      const levels = () => Promise.all([770, 1336, 1477].map(async (hz) => (await listen(hz)).levelDb > -30));
      const listen = (hz: number) =>
        borisWindow.media.ask("media.listen-for-tone", { mediaId: borisCall, hz, forMs: 1_000 });
      expect(await levels()).toEqual([false, false, false]);
      anna.signalling.sendDtmf(annaCall, "55555555");
      expect(await levels()).toEqual([true, true, false]);
      expect(await anna.next("dtmf-sent")).toMatchObject({ tones: "55555555" });
    });

    it("tell levels, flow and connection of a talk", async () => {
      const told: string[] = [];
      const stops = [
        annaWindow.media.on("media.levelled", ({ out, in: heardLevel }) => {
          if (out > 0.5 && heardLevel > 0.5) told.push("levels");
        }),
        annaWindow.media.on("media.flow-changed", ({ flowing }) => told.push(`flowing ${flowing}`)),
        annaWindow.media.on("media.connection-changed", ({ state }) => told.push(state)),
      ];
      await talk();
      const whole = new Set(["connecting", "connected", "flowing true", "levels"]);
      await expect.poll(() => new Set(told)).toEqual(whole);
      for (const stop of stops) stop();
      const stats = () => annaWindow.media.ask("media.stats", { mediaId: annaCall });
      expect(await stats()).toMatchObject({ state: "connected", direction: "sendrecv" });
      const packets = async () => {
        const { packetsReceived, packetsSent } = await stats();
        return Math.min(packetsReceived, packetsSent);
      };
      await expect.poll(packets).toBeGreaterThan(10);
    });
  });

  describe(`calls on ${name} that do not come to be`, () => {
    async function ringing() {
      annaCall = anna.dial("102");
      borisCall = (await boris.next("incoming")).callId;
      await anna.next("progress");
    }

    async function bothEnds() {
      const [a, b] = await Promise.all([anna.next("ended"), boris.next("ended")]);
      return [a.end, b.end].map(({ by, reason }) => `${by} ${reason}`);
    }

    it.each([
      [486, "remote busy", "local busy"],
      [603, "remote rejected", "local rejected"],
    ] as const)("are declined with %i", async (sipCode, forAnna, forBoris) => {
      await ringing();
      boris.signalling.reject(borisCall, sipCode);
      expect(await bothEnds()).toEqual([forAnna, forBoris]);
    });

    it("are cancelled", async () => {
      await ringing();
      anna.signalling.hangUp(annaCall);
      expect(await bothEnds()).toEqual(["local cancelled", "remote cancelled"]);
    });

    it("are cancelled in the moment of the answer, and end on both sides", async () => {
      await ringing();
      boris.signalling.accept(borisCall);
      anna.signalling.hangUp(annaCall);
      const [forAnna] = await bothEnds();
      expect(forAnna).toBe("local cancelled");
    });

    it("leave no peer connection behind", async () => {
      // What was being made for the answer is made first, then closed.
      const asked = () =>
        Promise.allSettled([
          annaWindow.media.ask("media.stats", { mediaId: annaCall }),
          borisWindow.media.ask("media.stats", { mediaId: borisCall }),
        ]);
      await expect.poll(async () => (await asked()).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    });
  });
}
