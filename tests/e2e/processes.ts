import { readdirSync, readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import type { Tandem } from "./tandem.ts";

/** A process as Linux shows it; `startedAt` tells it from a later one with the same number. */
export type Process = {
  readonly pid: number;
  readonly parent: number;
  readonly startedAt: string;
  readonly command: string;
};

/** The embedded hub among the children of the app. */
export function hubPid(tandem: Tandem): number {
  const found = findHub(tandem);
  if (found === undefined) throw new Error("the app has no hub process");
  return found;
}

/** Ends the hub's process as the system would, and waits until it is gone. */
export async function killHub(tandem: Tandem): Promise<void> {
  const hub = processes().find(({ pid }) => pid === hubPid(tandem));
  if (hub === undefined) throw new Error("the hub went by itself");
  process.kill(hub.pid, "SIGKILL");
  await expect.poll(() => isRunning(hub)).toBe(false);
}

/** Ends each hub process the app starts, as soon as it is there, until told to stop. */
export function keepHubDown(tandem: Tandem): () => void {
  const timer = setInterval(() => {
    const pid = findHub(tandem);
    if (pid !== undefined) killIfThere(pid);
  }, 20);
  return () => clearInterval(timer);
}

/** The process and all that descend from it. */
export function processTree(root: number): readonly Process[] {
  const all = processes();
  const tree = all.filter(({ pid }) => pid === root);
  for (const one of tree) tree.push(...all.filter(({ parent }) => parent === one.pid));
  return tree;
}

/** Whether it still runs; one that ended and was not waited for yet does not. */
export function isRunning({ pid, startedAt }: Process): boolean {
  return read(pid)?.startedAt === startedAt;
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as { code?: string }).code !== "ESRCH") throw error;
  }
}

function findHub(tandem: Tandem): number | undefined {
  const app = tandem.process.pid;
  return processes().find(
    ({ parent, command }) => parent === app && /hub-process\.cjs|node\.mojom\.NodeService/.test(command),
  )?.pid;
}

function processes(): Process[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => read(Number(entry)) ?? []);
}

function read(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may hold anything; the fields after it are state, parent, …, start time (proc(5)).
    const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return null;
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return { pid, parent: Number(parent), startedAt: rest[17] ?? "", command };
  } catch {
    return null; // it ended while we looked
  }
}
