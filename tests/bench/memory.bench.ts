import { SECRETS } from "../e2e/test-team.ts";
import { RawSipClient } from "../support/raw-sip-client.ts";
import { BenchApp } from "./support/bench-app.ts";
import { type BenchLine, benchLine } from "./support/bench-line.ts";
import { answerAll, noCalls, shortTalk } from "./support/call-storm.ts";
import { inTime } from "./support/in-time.ts";
import { hubPid, mainMemory, rssMib, windowHeapMib } from "./support/main-memory.ts";

const HUNDREDS = 5;

/** MiB: what is held after a collection of garbage in main and both windows; resident memory of main and hub. */
type Look = {
  readonly heap: number;
  readonly main: number;
  readonly hub: number;
  readonly media: number;
  readonly window: number;
};

/** Memory after 500 calls, each rung, answered and ended; baseline: after the first 100, when everything is warm. */
export async function* run(): AsyncGenerator<BenchLine> {
  await using app = await BenchApp.launch();
  const { tandem } = app;
  await tandem.window.evaluate(answerAll);
  const caller = await RawSipClient.connect({ port: app.port, user: "client", password: SECRETS.client });
  await caller.register();
  const hub = hubPid(tandem.process.pid ?? 0);
  const looks: Look[] = [];
  for (let hundred = 0; hundred < HUNDREDS; hundred++) {
    for (let i = 0; i < 100; i++) await shortTalk(caller);
    await inTime("the calls being forgotten", tandem.window.evaluate(noCalls));
    const { heapMib, rssMib: main } = await mainMemory(tandem);
    const media = await windowHeapMib(tandem.mediaWindow());
    const window = await windowHeapMib(tandem.window);
    looks.push({ heap: heapMib, main, hub: rssMib(hub), media, window });
  }
  await caller.close();
  const line = (name: string, what: keyof Look) =>
    grown(
      name,
      looks.map((look) => look[what]),
    );
  yield* line("memory", "heap");
  yield* line("memory.main-rss", "main");
  yield* line("memory.hub-rss", "hub");
  yield* line("memory.media-window", "media");
  yield* line("memory.operator-window", "window");
}

/** What is used at the end, and the slope of a straight line through all looks. */
function* grown(name: string, values: readonly number[]): Generator<BenchLine> {
  const [baseline = Number.NaN] = values;
  const value = values.at(-1) ?? Number.NaN;
  yield benchLine({
    name,
    unit: "MiB",
    value,
    baseline,
    samples: HUNDREDS * 100,
    note: "after 500 calls; baseline: after 100",
  });
  const middle = (values.length - 1) / 2;
  const spread = values.reduce((sum, _value, at) => sum + (at - middle) ** 2, 0);
  const slope = values.reduce((sum, each, at) => sum + (at - middle) * each, 0) / spread;
  yield benchLine({ name: `${name}.growth`, unit: "KiB per 100 calls", value: slope * 1024 });
}
