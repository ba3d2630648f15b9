import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BenchLine, benchLine } from "./support/bench-line.ts";
import { percentile } from "./support/statistics.ts";
import { type Start, startBareApp, startTandem } from "./support/timed-start.ts";

const ROUNDS = 7;

type Starts = { readonly first: Start[]; readonly warm: Start[] };

/** Spawn → usable window (drawn, with its status control), on a fresh user folder and on a known one, against a bare app. */
export async function* run(): AsyncGenerator<BenchLine> {
  const tandem: Starts = { first: [], warm: [] };
  const bare: Starts = { first: [], warm: [] };
  // Not counted: the first start of all reads the programs from the disk.
  await startTwice(startBareApp, { first: [], warm: [] });
  await startTwice(startTandem, { first: [], warm: [] });
  for (let i = 0; i < ROUNDS; i++) {
    await startTwice(startBareApp, bare);
    await startTwice(startTandem, tandem);
  }
  const compare = (name: string, which: keyof Starts, maxRatio: number) =>
    benchLine({
      name,
      unit: "ms",
      value: median(tandem[which].map(({ drawnMs }) => drawnMs)),
      baseline: median(bare[which].map(({ drawnMs }) => drawnMs)),
      maxRatio,
      samples: ROUNDS,
    });
  yield compare("startup", "warm", 2);
  yield compare("startup.first", "first", 2.5);
  for (const which of ["warm", "first"] as const)
    yield benchLine({
      name: which === "warm" ? "startup.ready" : "startup.first.ready",
      unit: "ms",
      value: median(tandem[which].map(({ readyMs }) => readyMs ?? Number.NaN)),
      baseline: median(bare[which].map(({ drawnMs }) => drawnMs)),
      samples: ROUNDS,
      note: "the phone is registered too",
    });
}

async function startTwice(start: (userDataDir: string) => Promise<Start>, { first, warm }: Starts): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "tandem-startup-"));
  try {
    first.push(await start(folder));
    warm.push(await start(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
