import { scryptSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { Server } from "socket.io";
import { seedTeam } from "../../../src-hub/accounts/team-store.ts";
import { openDatabase } from "../../../src-hub/db/open-database.ts";
import { startHub } from "../../../src-hub/hub.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import type { NewEvent } from "../../../src-shared/events/log-event.ts";
import { InteractionId } from "../../../src-shared/ids.ts";
import { LINK_PATH } from "../../../src-shared/link/link-contract.ts";
import { FakeTelephony } from "../../support/fake-telephony.ts";
import { type FromServer, LINK_SECRET, loginOf, ToServer } from "./link-messages.ts";
import type { Rate } from "./many-links.ts";

// A process of its own: the hub, or a bare socket.io server that sends the same payloads to everybody.

type Sender = { readonly port: number; send(event: NewEvent): Promise<unknown> };

const MEMBERS = 50;
let sender: Sender | null = null;
let made = 0;

function aTeam(operators: number): Team {
  const logins = Array.from({ length: operators }, (_none, index) => loginOf(index));
  return Team.parse({
    operators: logins.map((operatorId, index) => ({
      operatorId,
      name: `Оператор ${index + 1}`,
      extension: String(10_000 + index),
    })),
    lines: [],
    queues: Array.from({ length: Math.ceil(operators / MEMBERS) }, (_none, index) => ({
      queueId: `queue-${index}`,
      name: `Очередь ${index + 1}`,
      number: String(7000 + index),
      members: logins.slice(index * MEMBERS, (index + 1) * MEMBERS),
    })),
    breakReasons: [{ code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: null }],
  });
}

/** A whole hub with a database on disk. The secrets' hash is a cheap one: linking is not what is measured. */
async function aHub(operators: number, folder: string): Promise<Sender> {
  const databaseFile = path.join(folder, "hub.db");
  const team = aTeam(operators);
  const db = await openDatabase({ file: databaseFile, key: null });
  await seedTeam(db, team);
  const hash = scryptSync(LINK_SECRET, "salt-of-the-bench", 32, { N: 2, r: 1, p: 1 });
  const salt = Buffer.from("salt-of-the-bench").toString("base64url");
  await db
    .updateTable("accounts")
    .set({ link_hash: ["scrypt", 2, 1, 1, salt, hash.toString("base64url")].join("$") })
    .execute();
  await db.destroy();
  const hub = await startHub({
    databaseFile,
    databaseKey: null,
    listen: { host: "127.0.0.1", port: 0 },
    team,
    secrets: {},
    createTelephony: () => Object.assign(new FakeTelephony(), { close: async () => undefined }),
  });
  return { port: hub.port, send: (event) => hub.log.append([event]) };
}

async function aBareServer(): Promise<Sender> {
  const http = createServer();
  const io = new Server(http, {
    path: LINK_PATH,
    transports: ["websocket"],
    allowUpgrades: false,
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: 10_000,
    pingTimeout: 10_000,
  });
  await new Promise<void>((resolve) => {
    http.listen(0, "127.0.0.1", resolve);
  });
  let seq = 0;
  return {
    port: (http.address() as AddressInfo).port,
    send: async (event) => {
      seq += 1;
      io.emit("events", { afterSeq: seq - 1, uptoSeq: seq, events: [{ ...event, seq, atMs: Date.now() }] });
    },
  };
}

/** A contact that comes, and the next time one that ends. */
function nextEvent(): NewEvent {
  made += 1;
  const interactionId = InteractionId.parse(`5f1a9c5e-2f0f-4c57-9a51-${String(Math.ceil(made / 2)).padStart(12, "0")}`);
  if (made % 2 === 0)
    return {
      type: "interaction.ended",
      actor: "system",
      payload: { interactionId, endedBy: "customer", result: "abandoned" },
    };
  return {
    type: "interaction.created",
    actor: "system",
    payload: {
      interactionId,
      channel: "voice",
      direction: "in",
      customer: { address: `+7900${String(made).padStart(7, "0")}`, name: "Ирина Сомова-Константинопольская" },
      dialled: "7001",
      queueId: null,
      operatorId: null,
    },
  };
}

async function sendEvenly(to: Sender, { perSecond, seconds, isKept }: Rate): Promise<FromServer> {
  const events = perSecond * seconds;
  const [startedAt, startedCpu] = [performance.now(), process.cpuUsage()];
  const everyMs = 1000 / perSecond;
  const underWay: Promise<unknown>[] = [];
  let payload = 0;
  let dueAt = startedAt;
  for (let sent = 0; sent < events; sent += 1) {
    const waitMs = dueAt - performance.now();
    if (waitMs > 0)
      await new Promise((resolve) => {
        setTimeout(resolve, waitMs);
      });
    const event = nextEvent();
    payload += JSON.stringify(event).length;
    underWay.push(to.send(event));
    // One by one: a machine that stood still is not made up for, many at once would be another thing.
    const stoodStill = !isKept && performance.now() - dueAt > 2 * everyMs;
    dueAt = stoodStill ? performance.now() : dueAt + everyMs;
  }
  await Promise.all(underWay);
  const { user, system } = process.cpuUsage(startedCpu);
  const wallMs = performance.now() - startedAt;
  return { done: "send", events, cpuMs: (user + system) / 1000, wallMs, payload: Math.round(payload / events) };
}

function memory(): FromServer {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { done: "memory", rssKb: rss / 1024, heapKb: (heapUsed + external) / 1024 };
}

async function obey(message: ToServer): Promise<FromServer> {
  if (message.do === "start") {
    sender = message.kind === "hub" ? await aHub(message.operators, message.folder) : await aBareServer();
    return { done: "start", port: sender.port };
  }
  if (message.do === "memory") return memory();
  if (!sender) throw new Error("bench: not started");
  return sendEvenly(sender, message);
}

// As the hub's own process does.
setFlagsFromString("--semi-space-growth-factor=1");
process.on("disconnect", () => process.exit(0));
process.on("message", (raw) => {
  obey(ToServer.parse(raw)).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
