import { copyFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import { customerStory } from "../../support/customer-story.ts";
import { aHello, RawDesktop } from "./support/a-desktop.ts";
import { aFolder, KEY, TestHub } from "./support/a-hub.ts";
import { HubAlone } from "./support/alone.ts";
import { ApiClient, refusalOf } from "./support/api-client.ts";
import { aCustomer, LED } from "./support/known-customers.ts";

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1" };
const folder = aFolder();
afterAll(() => folder.remove());
const file = join(folder.path, "hub.db");
const backups = join(folder.path, "backups");
const options = {
  ...{ databaseFile: file, databaseKey: KEY, team: LED, secrets: SECRETS, passwordCost: CHEAP },
  http: { trustedProxies: [], metricsToken: null, publicUrl: null, backupFolder: backups },
};

it("a copy made while events flow is put back: same numbers, who was erased is erased again, no desktop mixes two logs", async () => {
  const [irina, petr] = [aCustomer("0101"), aCustomer("0202")];
  const test = await TestHub.start(options);
  const { log } = test.hub;
  const api = new ApiClient(test.hub.port);
  const { accessToken } = await api.signedIn("marina", SECRETS.marina);
  await log.append([...customerStory("irina", irina), ...customerStory("petr", petr)]);
  let isCopied = false;
  const copying = api.post("/backups", {}, accessToken).finally(() => {
    isCopied = true;
  });
  for (let registered = true; !isCopied; registered = !registered) {
    const payload = { operatorId: OperatorId.parse("lev"), registered };
    await log.append([{ type: "operator.phone-changed", actor: "system", payload }]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const made = await copying;
  expect(made).toMatchObject({ status: 200 });
  const { headSeq } = made.body as { headSeq: number };
  expect(log.headSeq).toBeGreaterThan(headSeq);
  const before = await log.read(0, headSeq);
  const deed = { addresses: [irina.phone], reason: "customer-request", proof: "вх. 7" };
  expect(await api.post("/customers/erase", deed, accessToken)).toMatchObject({ body: { contacts: 3 } });
  const erasures = join(folder.path, "erasures.json");
  writeFileSync(erasures, JSON.stringify((await api.get("/customers/erasures", accessToken)).body));
  const [oldLogId, ahead] = [log.logId, log.headSeq];
  await test.stop();

  // As the guide says: the copy in the place of the file, then the command.
  for (const ending of ["", "-wal", "-shm"]) rmSync(`${file}${ending}`, { force: true });
  const [copy] = readdirSync(backups);
  copyFileSync(join(backups, copy ?? ""), file);
  const command = new HubAlone({ HUB_DATABASE_FILE: file, HUB_DATABASE_KEY: KEY }, ["restored", erasures]);
  expect([await command.ended, command.stdout]).toEqual([0, expect.stringContaining("Contacts erased again: 3")]);

  const restored = await TestHub.start(options);
  const after = await restored.hub.log.read(0, headSeq);
  const shape = (events: typeof before) => events.map(({ seq, atMs, type, actor }) => ({ seq, atMs, type, actor }));
  expect(shape(after)).toEqual(shape(before));
  const all = JSON.stringify(await restored.events());
  for (const known of [irina.phone, irina.name, irina.note, irina.text]) expect(all).not.toContain(known);
  expect(all).toContain(petr.name);
  // More happens than was lost before the desktop comes back: by its number alone it would look as if it knew this log.
  while (restored.hub.log.headSeq <= ahead) {
    const payload = {
      interactionId: InteractionId.parse("petr-in"),
      operatorId: OperatorId.parse("marina"),
      text: "x",
    };
    await restored.hub.log.append([{ type: "interaction.note-changed", actor: "marina", payload }]);
  }
  const hello = aHello({ logId: oldLogId, lastSeq: ahead });
  const desktop = new RawDesktop({ port: restored.hub.port, auth: hello });
  const welcome = await desktop.welcomes.take();
  expect(welcome.logId).not.toBe(oldLogId);
  const frame = await desktop.frames.take();
  expect([frame.afterSeq, frame.events[0]?.seq]).toEqual([0, 1]);
  desktop.close();
  await restored.stop();
});

it("says what is missing when no copy can be made, and to whom it is not due", async () => {
  const test = await TestHub.start({ team: LED, secrets: SECRETS, passwordCost: CHEAP });
  const api = new ApiClient(test.hub.port);
  const tokenOf = async (login: "marina" | "lev") => (await api.signedIn(login, SECRETS[login])).accessToken;
  expect(refusalOf(await api.post("/backups", {}, await tokenOf("lev")))).toEqual([403, "not-allowed"]);
  expect(refusalOf(await api.post("/backups", {}, await tokenOf("marina")))).toEqual([409, "other-engine"]);
  await test.stop();
});
