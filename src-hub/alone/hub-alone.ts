import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDatabaseGone } from "../db/database-gone.ts";
import { openDatabase } from "../db/open-database.ts";
import type { HubDatabase } from "../db/schema.ts";
import { startHub } from "../hub.ts";
import { HubStartError } from "../hub-start-error.ts";
import { hubLog, openLogSink, setLogLevel } from "../log.ts";
import { redactText } from "../log-redaction.ts";
import { FileFolder } from "../text/file-folder.ts";
import { asteriskOf } from "./asterisk-of.ts";
import { asText } from "./log-text.ts";
import { openChannels } from "./open-channels.ts";
import { helpText, readEnvironment } from "./read-environment.ts";
import { type FileContents, readFiles } from "./read-files.ts";
import { openWhenFree } from "./stand-by.ts";
import type { Values } from "./variables.ts";

/** What was started: a hub, or a node of one. */
type Running = { drain(withinMs: number): Promise<void>; stop(): Promise<void> };

const EXIT = { fault: 1, usage: 2, databaseGone: 75 } as const;
const SECOND_MS = 1000;
/** Where the build puts the widget of the site chat: beside this program. */
const WIDGET_FOLDER = join(import.meta.dirname, "widget");

/** The hub alone: the entry of `npm run hub`. */
async function main(): Promise<void> {
  const typed = process.argv.slice(2);
  if (typed.includes("--help") || typed.includes("-h")) {
    process.stdout.write(helpText());
    return;
  }
  const isRestored = typed[0] === "restored" && typed.length <= 2;
  if (typed.length > 0 && !isRestored)
    refuse(["The hub takes no arguments but --help, people … and restored [FILE]: it is set up by the environment."]);
  const readFile = (name: string) => readFileSync(name, "utf8");
  const read = readEnvironment(process.env, readFile);
  if (!read.ok) refuse(read.problems);
  const { contents, problems } = readFiles(read.values, readFile);
  if (problems.length > 0) refuse(problems);
  logTo(read.values);
  process.on("uncaughtException", endByFault);
  process.on("unhandledRejection", endByFault);
  if (isRestored) await tellRestored(read.values, contents, typed[1]);
  else await serve(read.values, contents);
}

/** A backup was put back: `erasuresFile` lists who was erased since. The hub itself does not start. */
async function tellRestored(values: Values, contents: FileContents, erasuresFile: string | undefined): Promise<void> {
  try {
    const { Erasures, noteRestored } = await import("./restored.ts");
    const read = erasuresFile === undefined ? null : Erasures.safeParse(JSON.parse(readFileSync(erasuresFile, "utf8")));
    if (read && !read.success)
      return refuse(["The file holds no erasures: save what GET /api/v1/customers/erasures answers."]);
    const database = await open(values, contents, new AbortController().signal);
    if (!database) return;
    const said = await noteRestored(database, read?.data ?? null);
    await database.destroy();
    process.stdout.write(`${said}\n`);
  } catch (error) {
    if (!(error instanceof HubStartError)) throw error;
    refuse([`${redactText(error.message)}: ${ADVICE[error.code]}.`]);
  }
}

async function serve(values: Values, contents: FileContents): Promise<void> {
  const stopping = new AbortController();
  const starting = start(values, contents, stopping.signal);
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(EXIT.fault);
      stopping.abort();
      hubLog.info({ signal }, "told to stop");
      void starting.then((hub) => end(hub, values.HUB_DRAIN_S * SECOND_MS)).catch(endByFault);
    });
  await starting;
}

async function start(values: Values, contents: FileContents, signal: AbortSignal): Promise<Running | null> {
  try {
    const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = values;
    if (databaseUrl !== undefined && redisUrl !== undefined)
      return await startAsNode({ databaseUrl, redisUrl, signal }, values, contents);
    const database = await open(values, contents, signal);
    return database && (await startHub({ database, ...(await settingsOf(values, contents)) }));
  } catch (error) {
    if (!(error instanceof HubStartError)) throw error;
    hubLog.error({ code: error.code, error }, "could not start");
    process.stderr.write(`hub: ${redactText(error.message)}: ${ADVICE[error.code]}.\n`);
    process.exit(EXIT.fault);
  }
}

/** One of several nodes (ADR 33). What it does when it leads is asked for when it does. */
async function startAsNode(
  given: { readonly databaseUrl: string; readonly redisUrl: string; readonly signal: AbortSignal },
  values: Values,
  contents: FileContents,
): Promise<Running | null> {
  const { startNode } = await import("../cluster/start-node.ts");
  const phoneServer = asteriskOf(values)?.phoneServer;
  return startNode({
    ...given,
    waitMs: values.HUB_DATABASE_WAIT_S * SECOND_MS,
    hub: () => settingsOf(values, contents),
    settings: doorOf(values, contents),
    ...(phoneServer === undefined ? {} : { phoneServer }),
    onFault: endByFault,
  });
}

function doorOf(values: Values, contents: FileContents) {
  return {
    listen: { host: values.HUB_HOST, port: values.HUB_PORT },
    ...(contents.tls ? { tls: contents.tls } : {}),
    ...(values.HUB_SECRET_KEY === undefined ? {} : { secretKey: values.HUB_SECRET_KEY }),
    http: {
      trustedProxies: values.HUB_TRUSTED_PROXIES,
      metricsToken: values.HUB_METRICS_TOKEN ?? null,
      publicUrl: values.HUB_PUBLIC_URL ?? null,
      ...(values.HUB_BACKUP_FOLDER === undefined ? {} : { backupFolder: values.HUB_BACKUP_FOLDER }),
    },
  };
}

async function settingsOf(values: Values, contents: FileContents) {
  const asterisk = asteriskOf(values);
  return {
    ...doorOf(values, contents),
    team: contents.team ?? null,
    sites: contents.sites,
    ice: { urls: values.HUB_ICE_SERVERS, turnSecret: values.HUB_TURN_SECRET ?? null },
    ...(existsSync(WIDGET_FOLDER) ? { widgetFolder: WIDGET_FOLDER } : {}),
    secrets: { ...contents.secrets },
    ...(asterisk ? { asterisk } : {}),
    channels: await openChannels(values, contents.bots),
    files: new FileFolder(values.HUB_FILES_FOLDER, values.HUB_DATABASE_KEY ?? null),
    onFault: endByFault,
  };
}

function open(values: Values, { tls }: FileContents, signal: AbortSignal): Promise<HubDatabase | null> {
  const { DATABASE_URL: url, HUB_DATABASE_FILE: file, HUB_DATABASE_KEY: key = null } = values;
  if (url === undefined) return openDatabase({ file, key });
  const listen = { host: values.HUB_HOST, port: values.HUB_PORT };
  const serverWaitMs = values.HUB_DATABASE_WAIT_S * SECOND_MS;
  return openWhenFree({
    url,
    onLost: endByFault,
    waitsForHub: values.HUB_STAND_BY,
    serverWaitMs,
    listen,
    tls,
    signal,
  });
}

const ADVICE: Readonly<Record<HubStartError["code"], string>> = {
  "bad-start": "look at its set-up",
  "database-newer": "start the program that wrote it, or put the backup of before back",
  "migration-failed": "send the log to who made the program",
  "database-unreadable": "is it the right database, with the right key or password, and is no other hub using it",
  "database-taken": "stop the other hub, or set HUB_STAND_BY=yes to wait for its end",
  "database-unreachable": "is the server up, and are the host and port of DATABASE_URL right",
  "redis-unreachable": "is it up, and are the host, the port and the password of REDIS_URL right",
  "team-missing": "name a file with a team by HUB_TEAM_FILE at the first start",
  "port-taken": "set another HUB_PORT, or end what listens there",
  fault: "send the log to who made the program",
};

/** Lets calls end, stops, and ends the process with 0. */
async function end(hub: Running | null, withinMs: number): Promise<void> {
  await hub?.drain(withinMs);
  await hub?.stop();
  process.exit(0);
}

function logTo({ HUB_LOG_LEVEL, HUB_LOG_FORMAT }: Values): void {
  setLogLevel(HUB_LOG_LEVEL);
  openLogSink((line) => {
    process.stdout.write(HUB_LOG_FORMAT === "json" ? line : asText(line));
  });
}

/**
 * A process that goes on after a fault would decide on a state nobody knows; talks outlive it (ADR 24). Code 75: the
 * database went away, and a hub that is started again waits for it.
 */
function endByFault(error: unknown): never {
  hubLog.error({ error }, "fault: the hub ends");
  process.exit(isDatabaseGone(error) ? EXIT.databaseGone : EXIT.fault);
}

function refuse(problems: readonly string[]): never {
  for (const problem of problems) process.stderr.write(`hub: ${problem}\n`);
  process.exit(EXIT.usage);
}

await main();
