import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { foldInteraction, type Interaction, isInteractionEvent } from "../../../src-shared/domain/interaction.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import { openedCache, TEST_KEY, TemporaryFolder } from "../../support/cache-folder.ts";

const WRITER = fileURLToPath(new URL("../../support/cache-writer.ts", import.meta.url));

/** Runs the writer until it has kept this many commands, then kills it as the system would. */
async function writeUntilKilled(directory: string, commands: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [WRITER, directory], { stdio: ["ignore", "pipe", "pipe"] });
  const kept: string[] = [];
  let complaints = "";
  child.stderr.on("data", (data: Buffer) => {
    complaints += data.toString();
  });
  const exit = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    kept.push((JSON.parse(line) as { commandId: string }).commandId);
    if (kept.length === commands) child.kill("SIGKILL");
  }
  const [, signal] = (await exit) as [number | null, string | null];
  expect(signal, complaints).toBe("SIGKILL");
  return kept;
}

/** All events and interactions of the mirror's file. */
function contents(file: string) {
  const db = new Database(file);
  db.pragma("cipher = 'sqlcipher'");
  db.pragma(`key = "x'${TEST_KEY}'"`);
  try {
    const events = db
      .prepare("SELECT seq, at_ms AS atMs, actor, type, payload FROM events ORDER BY seq")
      .all() as (Omit<LogEvent, "payload"> & { payload: string })[];
    const bodies = db.prepare("SELECT interaction_id, body FROM interactions").all() as {
      interaction_id: string;
      body: string;
    }[];
    return {
      check: db.pragma("integrity_check", { simple: true }),
      events: events.map((event) => ({ ...event, payload: JSON.parse(event.payload) as unknown }) as LogEvent),
      interactions: new Map(bodies.map((row) => [row.interaction_id, JSON.parse(row.body) as Interaction])),
    };
  } finally {
    db.close();
  }
}

test("killed while it writes, again and again: the outbox is whole, and the mirror stands where its rows do", async () => {
  using folder = new TemporaryFolder();
  const surelyKept: string[] = [];
  for (const commands of [1, 40, 173]) {
    surelyKept.push(...(await writeUntilKilled(folder.path, commands)));
    const cache = openedCache(folder.path);
    const pending = cache.outbox.pending().map(({ commandId }) => commandId as string);
    // Killed between the commit and the word about it, one more may be kept than was told.
    expect(pending.filter((commandId) => surelyKept.includes(commandId))).toEqual(surelyKept);
    expect(new Set(pending).size).toBe(pending.length);
    const { lastSeq, logId } = cache.mirror.position();
    expect(logId).toBe("log-1");
    cache.close();
    const { check, events, interactions } = contents(folder.file("mirror.db"));
    expect(check).toBe("ok");
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: lastSeq }, (_none, index) => index + 1));
    expect(interactions).toEqual(folded(events));
  }
});

function folded(events: readonly LogEvent[]): Map<string, Interaction> {
  const interactions = new Map<string, Interaction>();
  for (const event of events) {
    if (!isInteractionEvent(event)) continue;
    const { payload } = event;
    const after = foldInteraction(interactions.get(payload.interactionId), event);
    if (after) interactions.set(payload.interactionId, after);
  }
  return interactions;
}
