import { hostname, platform, release } from "node:os";
import { join } from "node:path";
import { app, globalShortcut, powerMonitor, session, shell } from "electron";
import type { HubFailure } from "../../src-shared/ipc/hub-process.ts";
import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import { createSavedFiles } from "../node/downloads/saved-files.ts";
import type { LogSink } from "../node/log/log-sink.ts";
import { watchNetwork } from "../node/network-watch.ts";
import { createReportFiles } from "../node/report/report-files.ts";
import { systemClock as clock } from "../node/system-clock.ts";
import type { AppPaths } from "./app-paths.ts";
import { joinCallCard } from "./call-card-desk.ts";
import type { CallLinkSource } from "./call-link-source.ts";
import type { CommandLine } from "./command-line.ts";
import { createDesktop, type Desktop } from "./desktop.ts";
import { desktopIdOf } from "./desktop-id.ts";
import { givenSecrets } from "./given-secrets.ts";
import { createHostWindows } from "./host-windows.ts";
import { planHub } from "./hub-connection.ts";
import { joinWindows } from "./join-windows.ts";
import { keepHub } from "./kept-hub.ts";
import { createLeaving, type Leaving } from "./leaving.ts";
import { type AppData, FIRST_PREFERENCES, openData } from "./open-data.ts";
import { serveOperatorWindow } from "./operator-ipc.ts";
import { askForMicrophone, setMenu } from "./prepare-app.ts";
import { type Problem, problemOfHub } from "./problem-page.ts";
import { whenDrawn, whenReady } from "./readiness.ts";
import { OPERATOR_HZ } from "./self-test.ts";
import { createSelfTestReport, type SelfTestReport } from "./self-test-report.ts";
import { beginShift } from "./shift.ts";
import { createStartupWatch, type StartupWatch } from "./startup-watch.ts";

/** The window gets the processor for itself until it is drawn, but a window that is not must not keep calls away. */
const WINDOW_FIRST_MS = 1_500;

/** Puts the app together, in the order in which things need each other, and opens it. It decides nothing else. */
export async function openApp(parts: {
  readonly line: CommandLine;
  readonly sink: LogSink;
  readonly paths: AppPaths;
  readonly links: CallLinkSource;
  readonly say: (line: string) => void;
}): Promise<void> {
  const { line, sink, paths, links, say } = parts;
  const log = sink.named("host");
  const watch = createStartupWatch(clock, say);
  const leaving = createLeaving(clock, log);
  const report = line.isSelfTest ? selfTestReport(watch, leaving, say) : null;
  let data: AppData | null = null;
  let desktop: Desktop | null = null;

  setMenu(process.platform);
  leaving.last("log", () => sink.close());
  const windows = createHostWindows({
    paths,
    clock,
    log,
    locale: () => (data?.cache.preferences.read() ?? FIRST_PREFERENCES).locale,
    picture: async (attachmentId) => desktop?.workplace.conversations.pictures.get(attachmentId) ?? null,
    hasTalk: () => desktop?.workplace.get().calls.some(({ phase }) => phase === "talking") ?? false,
    askToCall: (address) => {
      desktop?.links.ask(address);
      windows.operator.bringToFront();
    },
    openConversation: (conversationId) => desktop?.workplace.conversations.opened.tell({ conversationId }),
    quit: () => leaving.leave(windows.problem.isShown() ? 1 : 0),
  });
  app.on("second-instance", () => windows.operator.bringToFront());
  app.on("activate", () => windows.operator.bringToFront());
  leaving.last("media window and tray", () => {
    windows.media.close();
    windows.tray.close();
  });
  const refuse = (problem: Problem) => {
    watch.done();
    say(`tandem: the data cannot be opened: ${problem.code} (${problem.file}): ${problem.detail}`);
    if (report !== null) return report.fail(problem.code);
    // First, so that the operator's window going away is not taken for the end of the app.
    windows.problem.show(problem);
    windows.operator.close();
  };
  const refuseHub = (failure: HubFailure) => refuse(problemOfHub(failure, paths.hubDatabase));

  // The page loads while keys and cache are opened; what it asks meanwhile is answered then.
  let beginServing: (serve: Desktop["serve"]) => void = () => {};
  const served = new Promise<Desktop["serve"]>((resolve) => {
    beginServing = resolve;
  });
  serveOperatorWindow(served, windows.operator.contents);
  windows.operator.open();
  const opened = await watch.waitFor("keys and cache", openData(paths, sink));
  if (!opened.ok) return refuse(opened.problem);
  data = opened.value;
  const { cache, secrets } = data;
  leaving.last("cache", () => cache.close());
  const planned = await watch.waitFor("team", planHub({ line, paths, secrets, sink, onLost: refuseHub }));
  if (!planned.ok) return refuse(planned.problem);
  const hub = planned.value;
  leaving.last("hub", () => hub.stop());
  const made = createDesktop({
    cache,
    media: windows.bridge,
    headsetGate: windows.headsetGate,
    notifier: windows.notifier,
    keys: globalShortcut,
    clock,
    sink,
    host: describeHost(data.keyStore),
    trainingScript: hub.trainingScript,
    reportFiles: createReportFiles({
      logFile: join(paths.logs, "desktop.log"),
      folder: paths.reports,
      versions: versionsOfAll(),
      show: (file) => shell.showItemInFolder(file),
    }),
    savedFiles: createSavedFiles({
      folder: () => app.getPath("downloads"),
      show: (file) => shell.showItemInFolder(file),
      platform: process.platform,
    }),
    operatorSource: line.isSelfTest ? { kind: "tone", hz: OPERATOR_HZ } : { kind: "microphone" },
    phoneElsewhere: line.phoneElsewhere,
    ...givenSecrets(sink, secrets.given),
    keepHub: (account) => keepHub(secrets.given, account),
    hubSession: hub.session,
    restart: () => {
      app.relaunch();
      leaving.leave(0);
    },
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
  });
  desktop = made;
  leaving.last("phone and link", () => made.stop());
  leaving.last("operator window", () => windows.operator.close());
  leaving.last("sounds of texts", joinWindows(windows, made, { clock, log }));
  const drawn = whenDrawn(made.workplace, clock, WINDOW_FIRST_MS);
  const ready = watch.waitFor("phone and window", whenReady(made.workplace));
  beginServing(made.serve);
  await drawn;

  void askForMicrophone(process.platform, log);
  windows.media.open();
  const begun = await watch.waitFor("hub", hub.begin());
  if (!begun.ok) return refuseHub(begun.code);
  const desktopId = desktopIdOf(hostname(), app.getPath("userData"));
  made.start({ ...begun.value.hub, desktopId }, begun.value.training, hub.isEmbedded);
  powerMonitor.on("resume", () => made.renew());
  const stopWatching = watchNetwork({
    clock,
    onWake: () => made.renew(),
    onChange: (hasLostOne) => made.prove(hasLostOne),
  });
  leaving.last("network watch", stopWatching);
  beginShift({ line, hub, windows, desktop: made, cache, clock, log, say, report });
  await ready;
  watch.done();
  links.onLink((link) => {
    made.openLink(link);
    // Whoever clicked a link is to be asked about it.
    windows.operator.bringToFront();
  });
  // From here on, so that a start gives nothing to a window that nobody needs yet.
  const { workplace, hotkeys } = made;
  const { card, operator } = windows;
  const answerKeys = () => hotkeys.answerKeys();
  const joined = joinCallCard({ workplace, card, operator, answerKeys, log });
  leaving.last("call card", () => joined.stop());
  hotkeys.join(workplace, operator.bringToFront);
  const stopKeys = workplace.onChanged(({ calls }) => {
    if (calls) setImmediate(() => hotkeys.refresh());
  });
  leaving.last("global keys", () => {
    stopKeys();
    hotkeys.stop();
  });
  const facts = JSON.stringify({ hubUrl: begun.value.hub.url, userDataDir: app.getPath("userData") });
  // In a self-test stdout belongs to its one result line.
  (line.isSelfTest ? process.stderr : process.stdout).write(`tandem: ready ${facts}\n`);
}

function selfTestReport(watch: StartupWatch, leaving: Leaving, say: (line: string) => void): SelfTestReport {
  return createSelfTestReport({
    clock,
    host: hostKind(),
    pending: watch.pending,
    say,
    print: (result, done) => process.stdout.write(`${result}\n`, done),
    leave: leaving.leave,
  });
}

function hostKind(): Workplace["host"]["kind"] {
  return "electronStandIn" in process ? "stand-in" : "electron";
}

/** Undefined ones (Chromium's on the stand-in) do not stand in a report. */
function versionsOfAll(): Record<string, string> {
  const { electron, chrome, node, v8 } = process.versions;
  const known = Object.entries({
    tandem: app.getVersion(),
    electron,
    chrome,
    node,
    v8,
    os: `${platform()} ${release()}`,
  });
  return Object.fromEntries(known.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function describeHost(keyStore: Workplace["host"]["keyStore"]): Workplace["host"] {
  return { kind: hostKind(), version: process.versions.electron ?? "", platform: process.platform, keyStore };
}
