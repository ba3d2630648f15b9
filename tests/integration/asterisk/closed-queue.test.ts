import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import { QueueRules } from "../../../src-shared/domain/distribution/queue-rules.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import type { Asterisk } from "../../support/asterisk/asterisk.ts";
import { ANNOUNCEMENTS } from "../../support/asterisk/asterisk-stage.ts";
import { BaresipCustomer } from "../../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../../support/asterisk/free-ports.ts";
import { startHubAsterisk } from "../../support/asterisk/hub-asterisk.ts";
import { foldAll, SECRETS, TEAM } from "../hub/support/a-hub.ts";

const PLAIN = { webrtc: "no", allow: "alaw", media_address: "127.0.0.1", bind_rtp_to_media_address: "yes" };
const NUMBER = "+79160000009";
const PATIENT = { timeout: 20_000 };

let asterisk: Asterisk;
let ivanPort: number;

beforeAll(async () => {
  ivanPort = await freeSipPort();
  // A customer whose number can be called back.
  const peers = [{ name: "ivan", port: ivanPort, options: [`callerid = Ivan <${NUMBER}>`] }];
  asterisk = await startHubAsterisk({ peers });
});
afterAll(() => asterisk.stop());

describe("a closed queue on Asterisk", () => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
    await asterisk.console("channel request hangup all");
  });

  /** A hub whose queue 700 is closed for the next minutes, and opens then. */
  async function aHub(rules: unknown): Promise<Hub> {
    const [support, ...others] = TEAM.queues;
    const hub = await startHub({
      databaseFile: ":memory:",
      databaseKey: null,
      listen: { host: "127.0.0.1", port: 0 },
      team: Team.parse({ ...TEAM, queues: [{ ...support, rules: QueueRules.parse(rules) }, ...others] }),
      secrets: SECRETS,
      asterisk: {
        ari: asterisk.ari,
        phoneServer: asterisk.wsUrl,
        phoneFields: PLAIN,
        sounds: ANNOUNCEMENTS,
        trunk: `PJSIP/ivan/sip:ivan@127.0.0.1:${ivanPort};number={number}`,
        patience: { keyMs: 1_000 },
      },
    });
    stops.push(() => hub.stop());
    return hub;
  }

  async function ivan(): Promise<BaresipCustomer> {
    const customer = await BaresipCustomer.start({ name: "ivan", port: ivanPort, pbxPort: asterisk.sipPort, hz: 770 });
    stops.push(() => customer.stop());
    return customer;
  }

  /** The announcement takes longer than an inbox waits. */
  const isOver = ({ events }: BaresipCustomer) => events.all.some(({ type }) => type === "CALL_CLOSED");
  /** What Asterisk says that it plays. */
  const spoken = async () =>
    (await readFile(`${asterisk.folder}/log/full`, "utf8"))
      .split("\n")
      .filter((line) => line.includes(" Playing '"))
      .join("\n");
  const eventsOf = (hub: Hub): Promise<readonly LogEvent[]> => hub.log.read(0, 10_000);
  const ordered = async (hub: Hub) => (await eventsOf(hub)).filter(({ type }) => type === "callback.ordered");

  test("the caller hears what there is to hear and presses the key: one order, and the call is over", async () => {
    const hub = await aHub({ hours: closedNow(), closedTreatment: "call-back-offer" });
    const customer = await ivan();
    customer.dial("700");
    await customer.next("CALL_ESTABLISHED");
    await expect.poll(() => customer.hearsSound(), PATIENT).toBe(true);
    const [contact] = foldAll(await eventsOf(hub));
    expect(await spoken()).toContain("/ru/closed.gsm");
    expect(contact).toMatchObject({ state: "closed", result: "expired", endedBy: "system", queueId: "support" });
    customer.press("1");
    await expect.poll(async () => (await ordered(hub)).length, PATIENT).toBe(1);
    expect((await ordered(hub))[0]?.payload).toMatchObject({
      number: NUMBER,
      callInteractionId: contact?.interactionId,
    });
    await expect.poll(() => isOver(customer), PATIENT).toBe(true);
    await expect.poll(() => asterisk.console("core show channels count"), PATIENT).toContain("0 active channels");
    expect(await ordered(hub)).toHaveLength(1);
    expect(hub.service.brokenInvariants()).toEqual([]);
  });

  test("a caller who presses nothing is hung up after the last word, and nothing is ordered", async () => {
    const hub = await aHub({ hours: closedNow(), closedTreatment: "call-back-offer", voice: { language: "en" } });
    const customer = await ivan();
    customer.dial("700");
    await customer.next("CALL_ESTABLISHED");
    customer.press("5");
    await expect.poll(() => isOver(customer), PATIENT).toBe(true);
    expect(await spoken()).toContain("/en/offer-call-back.gsm");
    expect(await ordered(hub)).toEqual([]);
  });
});

/** Open for one hour a day, which is twelve hours away. */
function closedNow(): unknown {
  const hour = (new Date().getUTCHours() + 12) % 24;
  const at = (one: number) => `${String(one % 24).padStart(2, "0")}:00`;
  return { timeZone: "UTC", weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: at(hour), to: at(hour + 1) }] };
}
