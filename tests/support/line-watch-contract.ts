import { afterEach, describe, expect, it } from "vitest";
import type { CallSignalling } from "../../src-main/core/ports/call-signalling.ts";
import type { LineWatch, WatchedLine } from "../../src-main/core/ports/line-watch.ts";
import { CallId } from "../../src-shared/ids.ts";
import { ContractEar } from "./contract-ear.ts";
import type { ContractPhone } from "./contract-world.ts";

export type WatchPhone = ContractPhone & { readonly signalling: CallSignalling & LineWatch };

/** `boris` and `vera` may be watched; nobody has the number `nobody`. */
export type WatchWorld = {
  readonly anna: WatchPhone;
  readonly boris: WatchPhone;
  readonly vera: WatchPhone;
  readonly nobody: string;
  stop(): Promise<void>;
};

/** What a phone tells of the lines it watches, at whatever exchange. */
export function describeLineWatch(name: string, makeWorld: () => Promise<WatchWorld>): void {
  describe(`LineWatch: ${name}`, () => {
    let world: WatchWorld | null = null;

    afterEach(async () => {
      await world?.stop();
      world = null;
    });

    async function stage() {
      world = await makeWorld();
      const { anna, boris, vera, nobody } = world;
      const told: WatchedLine[] = [];
      anna.signalling.onWatched((line) => told.push(line));
      const ears = [new ContractEar(boris), new ContractEar(vera)] as const;
      for (const { phone } of ears) phone.start(true);
      await Promise.all(ears.map((ear) => ear.state("ready")));
      const last = (extension: string) => {
        const line = told.findLast((one) => one.extension === extension);
        return line && (line.reason ?? line.state);
      };
      const stands = (extension: string, as: string) =>
        expect.poll(() => last(extension), { timeout: 10_000 }).toBe(as);
      return { anna, boris: ears[0], vera: ears[1], nobody, told, last, stands };
    }

    it("follows a line as it rings, talks and is free again", async () => {
      const { anna, boris, vera, stands } = await stage();
      anna.signalling.watch([boris.phone.user]);
      await stands(boris.phone.user, "own-line-lost");
      anna.start(true);
      await stands(boris.phone.user, "free");
      const callId = CallId.parse("watched-call");
      vera.phone.signalling.dial(callId, boris.phone.user);
      const { callId: atBoris } = await boris.next("incoming");
      await stands(boris.phone.user, "ringing");
      boris.phone.signalling.accept(atBoris);
      await vera.next("established");
      await stands(boris.phone.user, "talking");
      vera.phone.signalling.hangUp(callId);
      await boris.next("ended");
      await stands(boris.phone.user, "free");
    });

    it("says of a number nobody has that it is not known, and why", async () => {
      const { anna, nobody, stands } = await stage();
      anna.signalling.watch([nobody]);
      anna.start(true);
      await stands(nobody, "not-found");
    });

    it("knows nothing any more once the phone is off, and all again once it is on", async () => {
      const { anna, boris, stands } = await stage();
      anna.start(true);
      anna.signalling.watch([boris.phone.user]);
      await stands(boris.phone.user, "free");
      await anna.signalling.stop();
      await stands(boris.phone.user, "own-line-lost");
      anna.start(true);
      await stands(boris.phone.user, "free");
    });

    it("tells nothing of a line that is watched no more", async () => {
      const { anna, boris, vera, told, stands } = await stage();
      anna.start(true);
      anna.signalling.watch([boris.phone.user, vera.phone.user]);
      await stands(boris.phone.user, "free");
      await stands(vera.phone.user, "free");
      anna.signalling.watch([vera.phone.user]);
      const before = told.length;
      vera.phone.signalling.dial(CallId.parse("unwatched-call"), boris.phone.user);
      boris.phone.signalling.accept((await boris.next("incoming")).callId);
      await stands(vera.phone.user, "talking");
      expect(told.slice(before).filter(({ extension }) => extension === boris.phone.user)).toEqual([]);
    });
  });
}
