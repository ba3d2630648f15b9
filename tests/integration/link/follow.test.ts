import { expect, test } from "vitest";
import type { Hub } from "../../../src-hub/hub.ts";
import { openEncrypted } from "../../../src-main/node/db/encrypted-file.ts";
import { LogId } from "../../../src-shared/ids.ts";
import { TEST_KEY, TemporaryFolder } from "../../support/cache-folder.ts";
import { CuttingProxy } from "../../support/cutting-proxy.ts";
import { DesktopEnd, hastyClock } from "../../support/desktop-end.ts";
import { MemoryMirrorStore } from "../../support/memory-stores.ts";
import { until } from "../../support/until.ts";
import { aHub, pastContacts, SECRETS, wholeLog } from "./hub-end.ts";

const everything = { before: null, limit: 10_000, customer: null };

/** The mirror's file holds the hub's log, event by event, and says the same about it as a fold of that log. */
async function expectEqualToHub(hub: Hub, desktop: DesktopEnd, folder: TemporaryFolder): Promise<void> {
  await until(() => desktop.mirror.position().lastSeq === hub.log.headSeq, "the mirror has caught up");
  const log = await wholeLog(hub);
  const file = openEncrypted(folder.file("mirror.db"), TEST_KEY, { readonly: true });
  const rows = file.prepare("SELECT seq, at_ms AS atMs, actor, type, payload FROM events ORDER BY seq").all() as {
    payload: string;
  }[];
  file.close();
  expect(rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) }))).toEqual(log);
  const folded = new MemoryMirrorStore();
  folded.reset(LogId.parse("any"));
  folded.apply(0, log.length, log);
  for (const operatorId of ["anna", "boris"])
    expect(desktop.cache.mirror.history({ ...everything, operatorId })).toEqual(
      folded.history({ ...everything, operatorId }),
    );
  expect(desktop.cache.mirror.operatorStates()).toEqual(folded.operatorStates());
  expect(desktop.cache.mirror.waiting()).toEqual(folded.waiting());
}

function account(proxy: CuttingProxy) {
  return { url: proxy.url, login: "anna", secret: SECRETS.anna };
}

test("backlog, then live, without a cut", async () => {
  using folder = new TemporaryFolder();
  const hub = await aHub();
  await hub.log.append(pastContacts(400, 1));
  await using proxy = await CuttingProxy.start(hub.port);
  await using desktop = new DesktopEnd(folder.path);
  desktop.start(account(proxy));
  await expectEqualToHub(hub, desktop, folder);
  await hub.log.append(pastContacts(5, 2));
  await expectEqualToHub(hub, desktop, folder);
  expect(desktop.states).toEqual(["connecting", "online"]);
  expect(proxy.accepted).toBe(1);
  await hub.stop();
});

test.each([11, 12, 13])("cut at any byte, again and again, while the log grows (seed %i)", async (seed) => {
  using folder = new TemporaryFolder();
  const random = numbers(seed);
  const hub = await aHub();
  await hub.log.append(pastContacts(120, seed * 100));
  await using proxy = await CuttingProxy.start(hub.port);
  await using desktop = new DesktopEnd(folder.path, hastyClock);
  // Sometimes in the handshake, sometimes in the welcome, mostly within a frame.
  proxy.cutAfter(Math.floor(random() * 3000));
  desktop.start(account(proxy));
  for (let turn = 0; turn < 12; turn += 1) {
    const connections = proxy.accepted;
    await hub.log.append(pastContacts(1 + Math.floor(random() * 40), seed * 100 + turn + 1));
    const isCaughtUp = () => desktop.mirror.position().lastSeq === hub.log.headSeq;
    await until(() => proxy.accepted > connections || isCaughtUp(), "linked again, or all is there");
    if (proxy.accepted === connections) proxy.cut();
    proxy.cutAfter(Math.floor(random() ** 2 * 30_000));
  }
  proxy.cutAfter(Number.POSITIVE_INFINITY);
  await expectEqualToHub(hub, desktop, folder);
  await hub.stop();
});

test("a restarted desktop goes on where its file stands; it does not read the log again", async () => {
  using folder = new TemporaryFolder();
  const hub = await aHub();
  await hub.log.append(pastContacts(50, 3));
  await using proxy = await CuttingProxy.start(hub.port);
  let knownSeq = 0;
  {
    await using first = new DesktopEnd(folder.path);
    first.start(account(proxy));
    await expectEqualToHub(hub, first, folder);
    knownSeq = first.mirror.position().lastSeq;
  }
  await hub.log.append(pastContacts(10, 4));
  await using second = new DesktopEnd(folder.path);
  second.start(account(proxy));
  await expectEqualToHub(hub, second, folder);
  const frames = second.events.flatMap((event) => (event.type === "frame" ? [event.frame] : []));
  expect(frames[0]?.afterSeq).toBe(knownSeq);
  await hub.stop();
});

test("a hub that was restarted is the same log; a new database is another one, and the mirror starts anew", async () => {
  using folder = new TemporaryFolder();
  const file = folder.file("hub.db");
  const first = await aHub(file);
  await first.log.append(pastContacts(20, 5));
  await using proxy = await CuttingProxy.start(first.port);
  await using desktop = new DesktopEnd(folder.file("cache"), hastyClock);
  desktop.start(account(proxy));
  await until(() => desktop.mirror.position().lastSeq === first.log.headSeq, "caught up with the first hub");
  const { logId } = desktop.mirror.position();
  await first.stop();
  const again = await aHub(file);
  proxy.retarget(again.port);
  await again.log.append(pastContacts(3, 6));
  await until(() => desktop.mirror.position().lastSeq === again.log.headSeq, "caught up with the restarted hub");
  expect(desktop.mirror.position().logId).toBe(logId);
  await again.stop();
  const other = await aHub();
  proxy.retarget(other.port);
  await until(() => desktop.mirror.position().logId === other.logId, "stands on the other log");
  await until(() => desktop.mirror.position().lastSeq === other.log.headSeq, "caught up with the other hub");
  expect(desktop.cache.mirror.history({ ...everything, operatorId: "anna" })).toEqual([]);
  await other.stop();
});

test("a mirror that is damaged while linked is filled again", async () => {
  using folder = new TemporaryFolder();
  const hub = await aHub();
  await hub.log.append(pastContacts(100, 7));
  await using proxy = await CuttingProxy.start(hub.port);
  await using desktop = new DesktopEnd(folder.path);
  desktop.start(account(proxy));
  await expectEqualToHub(hub, desktop, folder);
  // What a damaged file ends in: an empty one that stands on no log.
  desktop.cache.mirror.reset(LogId.parse("lost"));
  await hub.log.append(pastContacts(2, 8));
  await expectEqualToHub(hub, desktop, folder);
  expect(desktop.mirror.position().logId).toBe(hub.logId);
  await hub.stop();
});

function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
