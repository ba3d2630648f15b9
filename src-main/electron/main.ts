import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app } from "electron";
import { createLogSink } from "../node/log/log-sink.ts";
import { RotatingFile } from "../node/log/rotating-file.ts";
import { appPaths } from "./app-paths.ts";
import { collectCallLinks } from "./call-link-source.ts";
import { type CommandLine, readCommandLine } from "./command-line.ts";
import { guardAgainstCrashes, outliveTerminal } from "./crash-guard.ts";
import { prepareApp } from "./prepare-app.ts";

// The composition root begins here; `open-app.ts` goes on once Electron is ready.

outliveTerminal([process.stdout, process.stderr]);
const say = (line: string) => void process.stderr.write(`${line}\n`);
const commandLine = readCommandLine(process.argv.slice(1), process.env);
if (commandLine.ok) begin(commandLine.value);
else {
  say(`tandem: ${commandLine.words}`);
  app.exit(2);
}

function begin(line: CommandLine): void {
  // Not for the children of this process, nor for whoever lists its environment later.
  delete process.env.TANDEM_SECRET;
  const sink = createLogSink();
  const log = sink.named("host");
  guardAgainstCrashes({
    process,
    report: (error) => log.error({ error }, "fault"),
    say,
    exit: (code) => app.exit(code),
  });
  if (line.isSelfTest && !line.hasUserDataDir) keepUserDataApart();
  prepareApp(log);
  if (!app.requestSingleInstanceLock()) {
    say("tandem: it is open already; its window comes to the front");
    app.exit(0);
    return;
  }
  const links = collectCallLinks(app, process.argv.slice(1));
  const paths = appPaths(import.meta.dirname, app.getPath("userData"));
  sink.open(new RotatingFile({ directory: paths.logs, name: "desktop" }));
  // The greater part of the program is loaded while Chromium starts, which waits for this script to end.
  const loading = new Promise((resolve) => setImmediate(resolve)).then(() => import("./open-app.ts"));
  void Promise.all([loading, app.whenReady()]).then(([{ openApp }]) => openApp({ line, sink, paths, links, say }));
}

/** A self-test leaves nothing behind, and finds nothing of a run before it. */
function keepUserDataApart(): void {
  const folder = mkdtempSync(join(tmpdir(), "tandem-self-test-"));
  app.setPath("userData", folder);
  process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
}
