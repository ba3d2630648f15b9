import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../../src-hub/db/open-database.ts";
import { readEvents } from "../../../src-hub/log/event-store.ts";
import { brokenRecords } from "../../support/contact-invariants.ts";
import { FakeTelegram } from "../../support/fake-telegram.ts";
import { until } from "../../support/until.ts";
import { aFolder, SECRETS, TEAM } from "../hub/support/a-hub.ts";
import { HubAlone } from "../hub/support/alone.ts";

const ROUNDS = 4;

let folder: ReturnType<typeof aFolder>;
let telegram: FakeTelegram;
beforeEach(async () => {
  folder = aFolder();
  telegram = await FakeTelegram.start();
});
afterEach(async () => {
  await telegram.stop();
  folder.remove();
});

describe("a hub with Telegram that is killed at any moment", () => {
  it("loses no message and has none twice", async () => {
    const file = (name: string, content: unknown) => {
      writeFileSync(join(folder.path, name), JSON.stringify(content));
      return join(folder.path, name);
    };
    const databaseFile = join(folder.path, "hub.db");
    const environment = {
      HUB_DATABASE_FILE: databaseFile,
      HUB_FILES_FOLDER: join(folder.path, "files"),
      HUB_TEAM_FILE: file("team.json", TEAM),
      HUB_SECRETS_FILE: file("secrets.json", SECRETS),
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_QUEUE: "support",
      TELEGRAM_API_URL: telegram.url,
    };
    const written: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await using hub = new HubAlone(environment);
      await hub.ready();
      for (let count = 0; count < 12; count += 1) {
        const text = `круг ${round}, сообщение ${count}`;
        written.push(text);
        await telegram.write(7001 + (count % 3), { text });
      }
      // Each round is cut at another point of what it takes in.
      await until(() => telegram.pending <= 12 - round * 3, "some of it is confirmed");
      await hub.kill("SIGKILL");
      expect(hub.stdout + hub.stderr).not.toContain(telegram.token);
    }
    await using hub = new HubAlone(environment);
    await hub.ready();
    await until(() => telegram.pending === 0, "all of it is confirmed");
    expect(await hub.kill("SIGTERM")).toBe(0);
    const db = await openDatabase({ file: databaseFile, key: null });
    const events = await readEvents(db, 0, 10_000);
    expect(await brokenRecords(db)).toEqual([]);
    await db.destroy();
    const received = events.flatMap((event) => (event.type === "message.received" ? [event.payload.text] : []));
    expect([...received].sort()).toEqual([...written].sort());
    const created = events.filter(({ type }) => type === "interaction.created");
    expect(created).toHaveLength(3);
  });
});
