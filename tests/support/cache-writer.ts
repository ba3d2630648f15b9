// Writes to a cache as fast as it can until it is killed, and says on stdout what was surely kept. Started by
// tests/integration/desktop/crash.test.ts: node cache-writer.ts DIRECTORY
import { CommandId, LogId } from "../../src-shared/ids.ts";
import { openedCache } from "./cache-folder.ts";
import { randomLog } from "./random-log.ts";

const [, , directory] = process.argv;
if (!directory) throw new Error("which directory?");

const FRAME = 5;
const log = randomLog({ interactions: 4000, seed: 11 });
const cache = openedCache(directory);
if (cache.mirror.position().logId === null) cache.mirror.reset(LogId.parse("log-1"));

for (let turn = 0; ; turn += 1) {
  const { lastSeq } = cache.mirror.position();
  cache.mirror.apply(lastSeq, lastSeq + FRAME, log.slice(lastSeq, lastSeq + FRAME));
  const commandId = CommandId.parse(`${process.pid}-${turn}`);
  cache.outbox.add({
    commandId,
    name: "operator.set-status",
    input: { status: "online" },
    madeAtMs: turn,
    login: null,
  });
  process.stdout.write(`${JSON.stringify({ commandId })}\n`);
  if (lastSeq + FRAME >= log.length) cache.mirror.reset(LogId.parse("log-1"));
}
