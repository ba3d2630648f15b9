import { setFlagsFromString } from "node:v8";
import { type FromHub, HubFailure, type HubStart, ToHub } from "../../src-shared/ipc/hub-process.ts";
import { type Hub, startHub } from "../hub.ts";
import { HubStartError } from "../hub-start-error.ts";
import { hubLog, openLogSink } from "../log.ts";
import { redactText } from "../log-redaction.ts";
import { FileFolder } from "../text/file-folder.ts";
import { findParentPort, type ParentPort } from "./parent-port.ts";

const LAST_WORDS_MS = 250;

/** The embedded hub: the entry of the utility process. */
function main(): void {
  // V8 lets the space for short-lived objects grow with every burst of calls and gives none back: 312 MB resident after
  // 2,400 calls, of which 31 were in use. Kept small, it is 185 MB, and flat (`npm run bench -- --only soak`).
  setFlagsFromString("--semi-space-growth-factor=1");
  openLogSink((line) => {
    process.stdout.write(line);
  });
  process.on("uncaughtException", endByFault);
  process.on("unhandledRejection", endByFault);
  const port = findParentPort();
  if (port) serve(port);
  else endByFault(new Error("the hub process must be started by the desktop"));
}

function serve(port: ParentPort): void {
  let starting: Promise<Hub | null> | null = null;
  port.on("message", ({ data }) => {
    const message = ToHub.safeParse(data);
    if (!message.success) {
      if (starting === null)
        tell(port, { type: "failed", code: "bad-start", detail: "the start message is not valid" });
      else hubLog.warn({}, "ignored a message that is not valid");
      return;
    }
    switch (message.data.type) {
      case "start":
        starting ??= start(port, message.data);
        return;
      case "stop":
        stop(starting).then(() => process.exit(0), endByFault);
    }
  });
}

async function start(port: ParentPort, { type: _type, ...options }: HubStart): Promise<Hub | null> {
  try {
    const files = new FileFolder(`${options.databaseFile}.files`, options.databaseKey);
    const hub = await startHub({ ...options, files, onFault: endByFault });
    const { logId, sipDomain, sipPath } = hub;
    tell(port, { type: "ready", port: hub.port, logId, sipDomain, sipPath });
    return hub;
  } catch (error) {
    const code = HubFailure.catch("fault").parse(error instanceof HubStartError ? error.code : "fault");
    hubLog.error({ code, error }, "could not start");
    const words = error instanceof Error ? error.message : String(error);
    tell(port, { type: "failed", code, detail: redactText(words).slice(0, 500) });
    // The port does not say when a message has left; main may also end this process sooner.
    setTimeout(() => process.exit(1), LAST_WORDS_MS);
    return null;
  }
}

async function stop(starting: Promise<Hub | null> | null): Promise<void> {
  const hub = await starting;
  await hub?.stop();
}

function tell(port: ParentPort, message: FromHub): void {
  port.postMessage(message);
}

/** Main starts the hub again; a process that goes on after a fault would decide on a state nobody knows. */
function endByFault(error: unknown): void {
  hubLog.error({ error }, "fault: the hub process ends");
  process.exit(1);
}

main();
