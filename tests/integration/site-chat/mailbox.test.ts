import { afterAll, describe, expect, test } from "vitest";
import { Mailbox } from "../../../src-hub/channels/site/mailbox.ts";
import { readUntold } from "../../../src-hub/channels/site/mailbox-store.ts";
import { keepFile } from "../../../src-hub/channels/site/site-channel.ts";
import { SiteDesk } from "../../../src-hub/channels/site/site-desk.ts";
import type { DeskNeeds, SiteRun } from "../../../src-hub/channels/site/site-run.ts";
import { readFile, readSites, saveSite } from "../../../src-hub/channels/site/site-store.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { SITE } from "../../support/site-chat/site-stage.ts";
import { ENGINES, Stores } from "../hub/support/stores.ts";

const stores = new Stores();
afterAll(() => stores.stop());

const text = (id: string) => ({
  entryId: id,
  side: "visitor" as const,
  make: (n: number, atMs: number) =>
    ({ n, atMs, kind: "message", id, from: "visitor", author: null, text: `'; -- ${id} 🙂`, file: null }) as const,
  source: { t: "message", id: `0000000000000000000${id}`, text: id } as const,
});

describe.each(ENGINES)("a visitor's mailbox on %s", (engine) => {
  test("numbers without a gap, takes each once, pages both ways, and is there after a restart", async () => {
    const place = await stores.place(engine);
    const clock = new FakeClock();
    let db = await place.open();
    const box = new Mailbox("visitor-1", SITE.key, { db, clock });
    await box.load();
    for (let count = 1; count <= 90; count += 1) expect((await box.append(text(`m${count}`))).n).toBe(count);
    expect(await box.append(text("m7"))).toEqual({ n: 7, entry: null });
    await box.change({ told_n: 88 });
    await db.destroy();

    db = await place.open();
    const again = new Mailbox("visitor-1", SITE.key, { db, clock });
    await again.load();
    expect((await again.append(text("m90"))).n).toBe(90);
    const newest = await again.catchUp(0);
    expect([newest.isWhole, newest.hasOlder, newest.entries.length, newest.entries.at(-1)?.n]).toEqual([
      false,
      true,
      40,
      90,
    ]);
    const missed = await again.catchUp(87);
    expect([missed.isWhole, missed.entries.map(({ n }) => n)]).toEqual([true, [88, 89, 90]]);
    expect((await again.catchUp(91)).isWhole).toBe(false);
    expect((await again.before(51)).entries.map(({ n }) => n)).toEqual(
      Array.from({ length: 40 }, (_, index) => 11 + index),
    );
    expect((await readUntold(db)).map(({ visitor_id }) => visitor_id)).toEqual(["visitor-1"]);
    expect((await again.untold())?.source).toMatchObject({ t: "message", text: "m89" });
    await db.destroy();
  });

  test("a number that is taken is not given again, whoever counted before; a mark puts no count back", async () => {
    const db = await (await stores.place(engine)).open();
    const needs = { db, clock: new FakeClock() };
    const loaded = async () => {
      const box = new Mailbox("visitor-2", SITE.key, needs);
      await box.load();
      return box;
    };
    const first = await loaded();
    await first.append(text("m1"));
    const second = await loaded();
    await second.append(text("m2"));
    await first.change({ told_n: 1 });
    expect((await loaded()).row).toMatchObject({ last_n: 2, told_n: 1 });
    await db.updateTable("site_visitors").set({ last_n: 1 }).where("visitor_id", "=", "visitor-2").execute();
    expect((await (await loaded()).append(text("m3"))).n).toBe(3);
    await db.destroy();
  });

  test("there is one room of a visitor as long as anybody does something in it", async () => {
    const db = await (await stores.place(engine)).open();
    const desk = new SiteDesk({ db, clock: new FakeClock() } as unknown as DeskNeeds);
    const site = { settings: SITE } as SiteRun;
    const room = desk.room(site, "visitor-3");
    await room.keptWhile(async () => {
      expect(await room.hasWritten()).toBe(false);
      expect(desk.room(site, "visitor-3")).toBe(room);
    });
    expect(desk.openRoom(SITE.key, "visitor-3")).toBeUndefined();
    await db.destroy();
  });

  test("keeps sites and files; a file is its visitor's alone", async () => {
    const db = await (await stores.place(engine)).open();
    await saveSite(db, SITE);
    await saveSite(db, { ...SITE, name: "Другое имя" });
    expect(await readSites(db)).toEqual([{ ...SITE, name: "Другое имя" }]);
    const bytes = Uint8Array.from([0, 255, 1, 128]);
    await keepFile(db, new FakeClock(), "visitor-1", {
      fileId: "file-1",
      name: "../../чек.png",
      type: "image/png",
      bytes,
    });
    const file = await readFile(db, "visitor-1", "file-1");
    expect([file?.name, file?.size, [...(file?.bytes ?? [])]]).toEqual(["чек.png", 4, [0, 255, 1, 128]]);
    expect(await readFile(db, "visitor-2", "file-1")).toBeNull();
    await db.destroy();
  });
});
