import { afterAll, beforeAll, expect, it } from "vitest";
import { BaresipCustomer } from "../../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../../support/asterisk/free-ports.ts";
import { startHubAsterisk } from "../../support/asterisk/hub-asterisk.ts";
import { CENTRE_SECRETS, TestCluster } from "../../support/cluster/a-cluster.ts";
import { Shift } from "../../support/cluster/a-shift.ts";
import { until } from "../../support/until.ts";
import { foldAll } from "../hub/support/a-hub.ts";
import { ApiClient } from "../hub/support/api-client.ts";

// Several nodes of a hub on Asterisk: one of them has the calls, and the next takes them over where they are.

const [IVAN_HZ, LEV_HZ] = [770, 440];
const GENEROUS = { timeout: 30_000 };
const TAKEN_AWAY = "another hub took the application over: its name must be this hub's alone";

const stops: (() => Promise<void> | void)[] = [];
let asterisk: Awaited<ReturnType<typeof startHubAsterisk>>;
let cluster: TestCluster;
let lev: Shift;
let [ivanPort, olgaPort, levPort] = [0, 0, 0];

beforeAll(async () => {
  [ivanPort, olgaPort, levPort] = [await freeSipPort(), await freeSipPort(), await freeSipPort()];
  const peers = [
    { name: "ivan", port: ivanPort },
    { name: "olga", port: olgaPort },
    { name: "1002", port: levPort },
  ];
  asterisk = await startHubAsterisk({ peers });
  stops.push(() => asterisk.stop());
  const { url, user, password, application } = asterisk.ari;
  cluster = await TestCluster.start(2, {
    ...{ ASTERISK_URL: url, ASTERISK_ARI_USER: user, ASTERISK_ARI_PASSWORD: password },
    ...{ ASTERISK_APPLICATION: application, ASTERISK_PHONE_SERVER: asterisk.wsUrl },
  });
  stops.push(() => cluster[Symbol.asyncDispose]());
}, 120_000);
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

async function aPhone(name: "ivan" | "olga" | "1002", port: number, hz: number): Promise<BaresipCustomer> {
  const phone = await BaresipCustomer.start({ name, port, pbxPort: asterisk.sipPort, hz });
  stops.push(() => phone.stop());
  return phone;
}

/** The contacts as a desktop at the node that stays sees them, oldest first. */
const contacts = () => foldAll(lev.events);

it("a talk and a caller who waits outlive the node that led; the next has the calls, and nobody else", async () => {
  const [follower] = cluster.followers;
  if (!follower) throw new Error("nobody follows");
  lev = new Shift("lev", CENTRE_SECRETS.lev, () => follower.port, false);
  stops.push(() => lev.stop());
  lev.say("lev-online", "operator.set-status", { status: "online" });
  await until(() => lev.isIdle, "Lev is on the line", 20_000);

  // Somebody new comes by way of a node that does not lead; the one that leads puts the account.
  const api = new ApiClient(follower.port);
  const { accessToken } = await api.signedIn("anna", CENTRE_SECRETS.anna);
  const person = { login: "petr", name: "Petr", extension: "1003", password: "верная лошадь 42" };
  expect(await api.post("/people", person, accessToken)).toMatchObject({ status: 200 });
  await expect.poll(() => asterisk.console("pjsip show endpoint 1003"), GENEROUS).toContain("Petr");

  const phone = await aPhone("1002", levPort, LEV_HZ);
  const ivan = await aPhone("ivan", ivanPort, IVAN_HZ);
  ivan.dial("700");
  await phone.next("CALL_INCOMING");
  phone.answer();
  await expect.poll(() => contacts()[0]?.state, GENEROUS).toBe("active");
  const olga = await aPhone("olga", olgaPort, 990);
  olga.dial("700");
  await expect.poll(() => contacts()[1]?.state, GENEROUS).toBe("queued");
  const before = contacts().map(({ interactionId }) => interactionId);
  // What she is was written on her channel before she came into the room where callers wait; that Ivan was there says nothing.
  const channels = () => asterisk.console("core show channels concise");
  await expect.poll(channels, GENEROUS).toMatch(/^PJSIP\/olga-.*!tandem-waiting!/m);

  await cluster.leader.kill();
  await expect.poll(() => ivan.hears(LEV_HZ), GENEROUS).toBe(true);
  await until(() => follower.leads, "the other node leads", 30_000);
  await expect.poll(() => phone.hears(IVAN_HZ), GENEROUS).toBe(true);
  await expect
    .poll(async () => (await follower.readiness()).body, GENEROUS)
    .toMatchObject({ parts: { telephony: true } });
  expect(await follower.metric("tandem_invariant_broken")).toBe(0);

  phone.hangUp();
  await expect.poll(() => contacts()[0]?.state, GENEROUS).toBe("closed");
  expect(contacts()[0]).toMatchObject({ result: "answered", endedBy: "operator" });
  await phone.next("CALL_INCOMING");
  phone.answer();
  await expect.poll(() => contacts()[1]?.state, GENEROUS).toBe("active");
  expect(contacts().map(({ interactionId }) => interactionId)).toEqual(before);
  phone.hangUp();
  await olga.next("CALL_CLOSED");
  await expect.poll(() => contacts()[1]?.result, GENEROUS).toBe("answered");
  expect(cluster.nodes.map((node) => node.count(TAKEN_AWAY))).toEqual([0, 0]);
  expect(lev.faults.filter((fault) => !fault.startsWith("refused"))).toEqual([]);
  // Accounts stay with the team, whoever leads.
  expect(await asterisk.console("pjsip show endpoint 1003")).toContain("Petr");
}, 120_000);
