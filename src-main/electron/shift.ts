import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import type { Cache } from "../node/db/cache.ts";
import type { CommandLine } from "./command-line.ts";
import { beginDemoShift } from "./demo-shift.ts";
import type { Desktop } from "./desktop.ts";
import type { HostWindows } from "./host-windows.ts";
import type { HubConnection } from "./hub-connection.ts";
import type { SelfTestReport } from "./self-test-report.ts";
import { performSelfTest } from "./self-test-run.ts";
import { inFirstTalk, saveScreenshot } from "./window-screenshot.ts";

/** What happens by itself after the start: the demo's shift, a self-test, a photograph of the first talk. */
export function beginShift(parts: {
  readonly line: CommandLine;
  readonly hub: HubConnection;
  readonly windows: HostWindows;
  readonly desktop: Desktop;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly log: Log;
  readonly say: (line: string) => void;
  /** Null: no self-test was asked for. */
  readonly report: SelfTestReport | null;
}): void {
  const { line, hub, windows, desktop, cache, clock, log, say, report } = parts;
  const { workplace, training } = desktop;
  const photograph = async () => {
    const contents = windows.operator.contents();
    if (line.screenshotFile === null || contents === null) return;
    await saveScreenshot(contents, line.screenshotFile);
    say(`tandem: saved ${line.screenshotFile}`);
  };
  // Who has numbers on a PBX is past the demo.
  const callsByItself = line.hasTrainingCall && !line.isSelfTest && !desktop.accounts.hasLines();
  if (hub.isEmbedded) {
    beginDemoShift({
      clock,
      log,
      get: () => workplace.get(),
      onChanged: (listener) => workplace.onChanged(listener),
      goOnline: () => void workplace.handlers["operator.set-status"]({ status: "online" }),
      callMe: callsByItself && training !== null ? () => training.callMe() : null,
    });
  }
  if (report !== null) {
    void performSelfTest({
      desktop,
      mirror: cache.mirror,
      media: windows.bridge,
      clock,
      host: workplace.get().host.kind,
      inTalk: photograph,
    }).then(({ result, failure }) => report.finish(result, failure));
  } else if (line.screenshotFile !== null) {
    const calls = () => workplace.get().calls;
    inFirstTalk(
      calls,
      (listener) => workplace.onChanged(listener),
      clock,
      () => {
        photograph().catch((error: unknown) => say(`tandem: the screenshot was not saved: ${String(error)}`));
      },
    );
  }
}
