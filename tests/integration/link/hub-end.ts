import type { OwnedTelephony } from "../../../src-hub/hub.ts";
import { type Hub, type HubOptions, startHub } from "../../../src-hub/hub.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import type { LogEvent, NewEvent } from "../../../src-shared/events/log-event.ts";
import { FakeTelephony } from "../../support/fake-telephony.ts";
import { randomLog } from "../../support/random-log.ts";

export const SECRETS = { anna: "anna-secret-1", boris: "boris-secret-1" };

const TEAM = Team.parse({
  operators: [
    { operatorId: "anna", name: "Анна", extension: "201" },
    { operatorId: "boris", name: "Борис", extension: "202" },
  ],
  lines: [],
  queues: [{ queueId: "support", name: "Поддержка", number: "100", members: ["anna", "boris"] }],
  breakReasons: [{ code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: 1_800_000 }],
});

/** A whole hub with its real link, log and time; only the exchange is played, for no call is needed here. */
export async function aHub(databaseFile = ":memory:", options: Partial<HubOptions> = {}): Promise<Hub> {
  const telephony: OwnedTelephony = Object.assign(new FakeTelephony(), { close: async () => undefined });
  return startHub({
    databaseFile,
    databaseKey: null,
    listen: { host: "127.0.0.1", port: 0 },
    team: TEAM,
    secrets: SECRETS,
    createTelephony: () => telephony,
    ...options,
  });
}

/** Past contacts, as facts to be logged: whole lives, so that the hub has nothing left to do about them. */
export function pastContacts(count: number, seed: number): readonly NewEvent[] {
  const log = randomLog({ interactions: count, seed });
  const ended = new Set(
    log.flatMap((event) => (event.type === "interaction.ended" ? [event.payload.interactionId as string] : [])),
  );
  return log.filter((event) => "interactionId" in event.payload && ended.has(event.payload.interactionId));
}

/** The hub's whole log. */
export async function wholeLog(hub: Hub): Promise<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  for (;;) {
    const more = await hub.log.read(events.length, 500);
    if (more.length === 0) return events;
    events.push(...more);
  }
}
