import { expect, type Page } from "@playwright/test";
import { isRunning, processTree } from "./processes.ts";
import type { Tandem } from "./tandem.ts";

/** The operator's window after its renderer was killed. */
export async function killWindow(tandem: Tandem): Promise<Page> {
  const before = await tandem.rendererPid("operator");
  await tandem.killRenderer("operator");
  await expect.poll(() => tandem.rendererPid("operator").catch(() => before), { intervals: [50] }).not.toBe(before);
  return tandem.pageAfterCrash("operator");
}

/** `kill -9`, and nothing of the app is left after a moment: no hub, no Chromium. */
export async function killWhole(tandem: Tandem): Promise<void> {
  const tree = processTree(tandem.process.pid ?? 0);
  expect(tree.length).toBeGreaterThan(3);
  await tandem.kill();
  const left = () => tree.filter(isRunning).map(({ pid, command }) => `${pid} ${command.slice(0, 120)}`);
  await expect.poll(left).toEqual([]);
}
