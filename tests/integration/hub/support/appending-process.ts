import { writeSync } from "node:fs";
import { systemClock } from "../../../../src-hub/clock.ts";
import { openDatabase } from "../../../../src-hub/db/open-database.ts";
import { EventLog } from "../../../../src-hub/log/event-log.ts";
import type { NewEvent } from "../../../../src-shared/events/log-event.ts";
import { randomLog } from "../../../support/random-log.ts";

// Appends for ever, and says each number once it is safe. The test kills it.
const [file = "", key = "", firstSeed = "1"] = process.argv.slice(2);
const log = await EventLog.open(await openDatabase({ file, key }), systemClock);
for (let seed = Number(firstSeed); ; seed += 1) {
  const events = randomLog({ interactions: 5, seed }).map(
    ({ type, payload, actor }) => ({ type, payload, actor }) as NewEvent,
  );
  while (events.length > 0) await log.append(events.splice(0, 1 + (events.length % 3)));
  writeSync(1, `${log.headSeq}\n`);
}
