import { setTimeout as pass } from "node:timers/promises";
import { SECRETS } from "../e2e/test-team.ts";
import { RawSipClient } from "../support/raw-sip-client.ts";
import { BenchApp } from "./support/bench-app.ts";
import { type BenchLine, benchLine } from "./support/bench-line.ts";
import { answerAll, noCalls, peerConnections, shortTalk } from "./support/call-storm.ts";
import { inTime } from "./support/in-time.ts";
import { hubPid, mainMemory, rssMib, windowHeapMib } from "./support/main-memory.ts";

const CALLS = 2000;
const CALLS_PER_LOOK = 250;
/** Looks that count as warm-up: program compiled, caches and V8's spaces grown to their size. */
const WARM_LOOKS = 2;

/** Seconds the timers of SIP get to run out. */
const MOST_WAITS = 45;

/** MiB held after a collection of garbage (resident for the hub), and counts of what a call could leave behind. */
type Look = {
  readonly main: number;
  readonly hub: number;
  readonly media: number;
  readonly window: number;
  readonly peers: number;
  readonly timers: number;
};

/** 2,000 calls, each rung, answered with real media and ended: memory flat within 5 % after warm-up, nothing left behind. */
export async function* run(): AsyncGenerator<BenchLine> {
  await using app = await BenchApp.launch();
  const { tandem } = app;
  await tandem.window.evaluate(answerAll);
  const caller = await RawSipClient.connect({ port: app.port, user: "client", password: SECRETS.client });
  await caller.register();
  const hub = hubPid(tandem.process.pid ?? 0);
  const look = async (): Promise<Look> => {
    await inTime("the calls being forgotten", tandem.window.evaluate(noCalls));
    return {
      main: (await mainMemory(tandem)).heapMib,
      hub: rssMib(hub),
      media: await windowHeapMib(tandem.mediaWindow()),
      window: await windowHeapMib(tandem.window),
      peers: await peerConnections(tandem.mediaWindow()),
      timers: await tandem.evaluate(timersOfMain),
    };
  };
  const looks = [await look()];
  for (let calls = 0; calls < CALLS; calls += CALLS_PER_LOOK) {
    for (let call = 0; call < CALLS_PER_LOOK; call += 1) await shortTalk(caller);
    looks.push(await look());
  }
  // What SIP's own timers hold on to (RFC 3261 §17: 32 s) is let go by then, what a call left behind is not.
  const timers = () => tandem.evaluate(timersOfMain);
  for (let waits = 0; waits < MOST_WAITS && (await timers()) > (looks[0]?.timers ?? 0); waits += 1) await pass(1_000);
  const timersLeft = await timers();
  await caller.close();
  const before = looks[0];
  const after = looks.at(-1);
  const warm = looks[WARM_LOOKS];
  if (!before || !after || !warm) throw new Error("no look was taken");
  const flat = (name: string, what: "main" | "hub" | "media" | "window") =>
    benchLine({
      name,
      unit: "MiB",
      value: after[what],
      baseline: warm[what],
      maxRatio: 1.05,
      samples: CALLS,
      note: `after ${CALLS} calls; baseline: after ${WARM_LOOKS * CALLS_PER_LOOK}`,
    });
  yield flat("soak", "main");
  yield flat("soak.hub-rss", "hub");
  yield flat("soak.media-window", "media");
  yield flat("soak.operator-window", "window");
  yield benchLine({ name: "soak.peer-connections-left", unit: "objects", value: after.peers, maxValue: 1 });
  // A few come and go by themselves (link, ping, refresh); calls that leave one each would be thousands.
  yield benchLine({
    name: "soak.timers-left",
    unit: "timers of main",
    value: timersLeft,
    baseline: before.timers,
    maxValue: before.timers + 10,
  });
}

/** Runs in main. */
function timersOfMain(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;
}
