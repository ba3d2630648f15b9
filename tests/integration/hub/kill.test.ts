import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { systemClock } from "../../../src-hub/clock.ts";
import { openDatabase } from "../../../src-hub/db/open-database.ts";
import { EventLog } from "../../../src-hub/log/event-log.ts";
import { aFolder, foldAll, KEY } from "./support/a-hub.ts";

const SCRIPT = join(import.meta.dirname, "support", "appending-process.ts");

/** Lets a process append until it has said some numbers, then kills it without a warning. */
async function appendAndKill(file: string, firstSeed: number, numbers: number): Promise<number> {
  const child = spawn(process.execPath, [SCRIPT, file, KEY, String(firstSeed)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  let safe = 0;
  let heard = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    safe = Number(line);
    heard += 1;
    if (heard === numbers) child.kill("SIGKILL");
  }
  const [, signal] = await exited;
  expect(signal).toBe("SIGKILL");
  return safe;
}

it("a hub killed while it appends loses nothing it said was safe, and its projections agree with its log", async () => {
  const folder = aFolder();
  const file = join(folder.path, "hub.db");
  let logId: string | undefined;
  for (const [round, numbers] of [3, 11, 24].entries()) {
    const safe = await appendAndKill(file, 1 + round * 10_000, numbers);
    const db = await openDatabase({ file, key: KEY });
    const log = await EventLog.open(db, systemClock);
    expect(log.headSeq).toBeGreaterThanOrEqual(safe);
    logId ??= log.logId;
    expect(log.logId).toBe(logId);
    const events = await log.read(0, 1_000_000);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: log.headSeq }, (_none, index) => index + 1));
    const rows = await db.selectFrom("interactions").select("body").orderBy("interaction_id").execute();
    const folded = [...foldAll(events)].sort((left, right) => (left.interactionId < right.interactionId ? -1 : 1));
    expect(rows.map(({ body }) => JSON.parse(body))).toEqual(folded);
    await db.destroy();
  }
  folder.remove();
});
