import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { OperatorId } from "../../../src-shared/ids.ts";
import { TestPostgres } from "../../support/a-postgres.ts";
import { customerStory } from "../../support/customer-story.ts";
import { postgresTool } from "../../support/postgres-client.ts";
import { aHello, RawDesktop } from "./support/a-desktop.ts";
import { aFolder, TestHub } from "./support/a-hub.ts";
import { HubAlone } from "./support/alone.ts";
import { ApiClient } from "./support/api-client.ts";
import { aCustomer, LED } from "./support/known-customers.ts";

// The administrator's guide, word for word, with PostgreSQL's own tools.

const SECRETS = { marina: "marina-secret", lev: "lev-secret-1" };

const folder = aFolder();
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await TestPostgres.start();
});
afterAll(async () => {
  await postgres.stop();
  folder.remove();
});

it("a dump of PostgreSQL made while events flow is put back: one moment of the log, who was erased is erased again, desktops begin anew", async () => {
  const [irina, petr] = [aCustomer("0101"), aCustomer("0202")];
  const databaseUrl = await postgres.createDatabase();
  const passwordCost = { memoryKib: 64, passes: 1, lanes: 1 };
  const options = { databaseUrl, team: LED, secrets: SECRETS, passwordCost };
  const test = await TestHub.start(options);
  const { log } = test.hub;
  const api = new ApiClient(test.hub.port);
  const { accessToken } = await api.signedIn("marina", SECRETS.marina);
  await log.append([...customerStory("irina", irina), ...customerStory("petr", petr)]);
  const least = log.headSeq;

  const dump = join(folder.path, "tandem.dump");
  let isDumped = false;
  const dumping = postgresTool("pg_dump", ["-Fc", "-f", dump, "-d", databaseUrl]).finally(() => {
    isDumped = true;
  });
  for (let registered = true; !isDumped; registered = !registered) {
    const payload = { operatorId: OperatorId.parse("lev"), registered };
    await log.append([{ type: "operator.phone-changed", actor: "system", payload }]);
  }
  await dumping;
  const deed = { addresses: [irina.phone], reason: "customer-request", proof: "вх. 7" };
  expect(await api.post("/customers/erase", deed, accessToken)).toMatchObject({ body: { contacts: 3 } });
  const erasures = join(folder.path, "erasures.json");
  writeFileSync(erasures, JSON.stringify((await api.get("/customers/erasures", accessToken)).body));
  const [oldLogId, ahead] = [log.logId, log.headSeq];
  const before = await log.read(0, ahead);
  await test.stop();

  await postgresTool("pg_restore", ["--clean", "--if-exists", "-d", databaseUrl, dump]);
  const command = new HubAlone({ DATABASE_URL: databaseUrl }, ["restored", erasures]);
  expect([await command.ended, command.stdout, command.stderr]).toEqual([
    0,
    expect.stringContaining("Contacts erased again: 3"),
    "",
  ]);

  const restored = await TestHub.start(options);
  const { headSeq } = restored.hub.log;
  expect(headSeq).toBeGreaterThanOrEqual(least);
  expect(headSeq).toBeLessThan(ahead);
  const all = await restored.events();
  const shape = (events: typeof before) => events.map(({ seq, atMs, type, actor }) => ({ seq, atMs, type, actor }));
  // Up to the moment of the dump the log is what it was; then who was erased is erased again.
  const again = all.findIndex(({ type }) => type === "customer.erased");
  expect(again).toBeGreaterThanOrEqual(least);
  expect(shape(all.slice(0, again))).toEqual(shape(before.slice(0, again)));
  for (const known of [irina.phone, irina.name, irina.note, irina.text])
    expect(JSON.stringify(all)).not.toContain(known);
  expect(JSON.stringify(all)).toContain(petr.name);
  const desktop = new RawDesktop({ port: restored.hub.port, auth: aHello({ logId: oldLogId, lastSeq: ahead }) });
  expect((await desktop.welcomes.take()).logId).not.toBe(oldLogId);
  const frame = await desktop.frames.take();
  expect([frame.afterSeq, frame.events[0]?.seq]).toEqual([0, 1]);
  desktop.close();
  await restored.stop();
}, 120_000);

it("a dump put back without the command is noticed by whoever knows more: a new life of the log begins by itself", async () => {
  const databaseUrl = await postgres.createDatabase();
  const options = { databaseUrl, team: LED, secrets: SECRETS };
  const test = await TestHub.start(options);
  await test.hub.log.append(customerStory("irina", aCustomer("0303")));
  const dump = join(folder.path, "quiet.dump");
  await postgresTool("pg_dump", ["-Fc", "-f", dump, "-d", databaseUrl]);
  await test.hub.log.append(customerStory("petr", aCustomer("0404")));
  const hello = { logId: test.hub.log.logId, lastSeq: test.hub.log.headSeq };
  await test.stop();
  await postgresTool("pg_restore", ["--clean", "--if-exists", "-d", databaseUrl, dump]);
  const restored = await TestHub.start(options);
  expect(restored.hub.log.logId).toBe(hello.logId);
  // Played ids begin anew with each hub: the first was the log's own.
  restored.clock.newId();
  const desktop = new RawDesktop({ port: restored.hub.port, auth: aHello(hello) });
  expect((await desktop.welcomes.take()).logId).not.toBe(hello.logId);
  expect((await desktop.frames.take()).afterSeq).toBe(0);
  desktop.close();
  await restored.stop();
});
