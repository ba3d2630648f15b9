import type { Clock } from "../core/ports/clock.ts";
import { nothingSeen, type SelfTestResult } from "./self-test.ts";

/** The end of a self-test, however it comes: one line on stdout, the reason on stderr, the exit code. Only the first counts. */
export type SelfTestReport = {
  finish(result: SelfTestResult, failure: string | null): void;
  /** It could not even begin. */
  fail(failure: string): void;
};

/** From the start of the app to its end; what did not come by then does not come. */
export const WHOLE_LIMIT_MS = 60_000;

export function createSelfTestReport(parts: {
  readonly clock: Clock;
  readonly host: SelfTestResult["host"];
  /** What the start still waits for, in words. */
  readonly pending: () => readonly string[];
  readonly say: (line: string) => void;
  /** Writes to stdout, and calls back once it is out. */
  readonly print: (line: string, done: () => void) => void;
  readonly leave: (code: number) => void;
}): SelfTestReport {
  const { clock, host, pending, say, print, leave } = parts;
  let isDone = false;
  const stopTimer = clock.after(WHOLE_LIMIT_MS, () => fail(`out of time, waiting for: ${pending().join(", ")}`));

  function finish(result: SelfTestResult, failure: string | null): void {
    if (isDone) return;
    isDone = true;
    stopTimer();
    if (failure !== null) say(`tandem: self-test failed: ${failure}`);
    print(JSON.stringify(result), () => leave(failure === null ? 0 : 1));
  }

  function fail(failure: string): void {
    finish(nothingSeen(host), failure);
  }

  return { finish, fail };
}
