import { readdirSync, readFileSync } from "node:fs";
import type { ElectronApplication, Page } from "playwright-core";

const MIB = 1024 * 1024;

export type MainMemory = { readonly heapMib: number; readonly rssMib: number };

/** Memory of the main process after two full garbage collections. */
export async function mainMemory(app: Pick<ElectronApplication, "evaluate">): Promise<MainMemory> {
  const { heapUsed, rss } = await app.evaluate(() => {
    // Switched on from inside, because Electron and the stand-in take V8's flags in different ways.
    process.getBuiltinModule("node:v8").setFlagsFromString("--expose-gc");
    const collect = process.getBuiltinModule("node:vm").runInNewContext("gc") as () => void;
    collect();
    collect();
    return process.memoryUsage();
  });
  return { heapMib: heapUsed / MIB, rssMib: rss / MIB };
}

/** What the scripts of a window hold after a full garbage collection. */
export async function windowHeapMib(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize / MIB;
  } finally {
    await session.detach();
  }
}

/** Resident memory of a process (Linux). */
export function rssMib(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (kib === undefined) throw new Error(`no VmRSS of process ${pid}`);
  return Number(kib) / 1024;
}

/** The hub's process: a child of main, by its script on the stand-in, by Electron's service name else. */
export function hubPid(mainPid: number): number {
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name) || parentOf(name) !== mainPid) continue;
    if (/hub-process\.cjs|node\.mojom\.NodeService/.test(readOrEmpty(`/proc/${name}/cmdline`))) return Number(name);
  }
  throw new Error(`process ${mainPid} has no hub`);
}

function parentOf(name: string): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(readOrEmpty(`/proc/${name}/status`))?.[1]);
}

/** A process may end between being listed and being read. */
function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
