import { cpSync } from "node:fs";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import { CommandId, type OperatorId } from "../../../src-shared/ids.ts";
import { RawCall, type RawDialog, RawRing } from "../../support/raw-sip-call.ts";
import { RawSipClient } from "../../support/raw-sip-client.ts";
import { sdp } from "../../support/sip-message.ts";
import { aFolder, foldAll, lev, marina, SECRETS, TEAM } from "./support/a-hub.ts";

// A customer whom Marina passed to «Поддержка» waits on the hub's own exchange while the hub is started anew.

const IRINA = { instance: "b9d7f6de-31a5-4a9a-8f4c-8d2d6f4ce001" };
const PATIENT = { timeout: 20_000 };

let folder: ReturnType<typeof aFolder>;
let hub: Hub;
const clients: RawSipClient[] = [];

beforeEach(async () => {
  folder = aFolder();
  hub = await aHub();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.vanish();
  await hub.stop();
  folder.remove();
});

const aHub = () =>
  startHub({
    databaseFile: `${folder.path}/hub.db`,
    databaseKey: null,
    listen: { host: "127.0.0.1", port: 0 },
    team: TEAM,
    secrets: SECRETS,
  });

async function phone(user: string, password: string, more: { instance?: string } = {}): Promise<RawSipClient> {
  const client = await RawSipClient.connect({ port: hub.port, user, password, ...more });
  clients.push(client);
  expect((await client.register()).status).toBe(200);
  return client;
}

async function online(operatorId: OperatorId): Promise<void> {
  hub.service.desktopLinked(operatorId);
  const commandId = CommandId.parse(`online-${operatorId}-${hub.port}`);
  await hub.service.execute(operatorId, { commandId, name: "operator.set-status", input: { status: "online" } });
}

const last = async () => foldAll(await hub.log.read(0, 10_000)).at(-1);

async function waits(): Promise<RawDialog> {
  const operator = await phone("1001", SECRETS.marina);
  await online(marina);
  const call = new RawCall(await phone("irina", SECRETS.irina, IRINA), "700");
  const atOperator = (await RawRing.next(operator)).answer();
  const irina = await call.answered();
  await expect.poll(async () => (await last())?.state, PATIENT).toBe("active");
  expect((await atOperator.refer("700")).status).toBe(202);
  await irina.answerReInvite(sdp("held", "inactive"));
  await atOperator.next("BYE");
  await expect.poll(async () => (await last())?.state, PATIENT).toBe("queued");
  return irina;
}

it("is offered to the next operator by the next hub, and talks", async () => {
  const irina = await waits();
  const contact = await last();
  // What a sudden end would leave: the files as they are, and nobody was told.
  const image = aFolder();
  const keptInImage = () => {
    cpSync(folder.path, image.path, { recursive: true, force: true });
    return keptWaits(image.path);
  };
  await expect.poll(keptInImage, PATIENT).toBe(1);
  for (const client of clients.splice(0)) client.vanish();
  await hub.stop();
  folder.remove();
  folder = image;
  hub = await aHub();
  expect(await last()).toMatchObject({ interactionId: contact?.interactionId, state: "queued" });
  expect(hub.service.brokenInvariants()).toEqual([]);
  const back = irina.over(await phone("irina", SECRETS.irina, IRINA));
  const colleague = await phone("1002", SECRETS.lev);
  await online(lev);
  const ring = await RawRing.next(colleague);
  ring.answer(sdp("the-colleague"));
  expect((await back.answerReInvite(sdp("irina"))).body).toContain("the-colleague");
  await expect.poll(async () => (await last())?.state, PATIENT).toBe("active");
  expect(await last()).toMatchObject({ interactionId: contact?.interactionId, operatorId: lev });
  expect(hub.service.brokenInvariants()).toEqual([]);
  expect((await back.bye()).status).toBe(200);
  await expect.poll(async () => (await last())?.result, PATIENT).toBe("answered");
});

/** How many the exchange has kept who wait. */
function keptWaits(path: string): number {
  const database = new Database(`${path}/hub.db`);
  const bodies = database.prepare<[], { body: string }>("SELECT body FROM kept_talks").all();
  database.close();
  return bodies.filter(({ body }) => body.includes('"callee":null')).length;
}
