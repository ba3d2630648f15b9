import { writeFile } from "node:fs/promises";
import type { WebContents } from "electron";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import type { Clock } from "../core/ports/clock.ts";

/** The window is photographed once a talk has lasted this long: timer and levels are to be seen. */
const INTO_TALK_MS = 1_500;

/** Saves the operator's window as PNG. */
export async function saveScreenshot(contents: WebContents, file: string): Promise<void> {
  const image = await contents.capturePage();
  await writeFile(file, image.toPNG());
}

/** Calls back once, in the first talk of this run. */
export function inFirstTalk(
  calls: () => readonly CallView[],
  onChange: (listener: () => void) => () => void,
  clock: Clock,
  callback: () => void,
): () => void {
  let stopTimer: (() => void) | null = null;
  const stop = onChange(() => {
    const talks = calls().some((call) => call.phase === "talking");
    if (!talks) {
      stopTimer?.();
      stopTimer = null;
    } else stopTimer ??= clock.after(INTO_TALK_MS, finish);
  });
  function finish(): void {
    stop();
    callback();
  }
  return () => {
    stop();
    stopTimer?.();
  };
}
