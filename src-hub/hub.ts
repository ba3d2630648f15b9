import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { ScriptOutline } from "../src-shared/domain/scripts/script-shelf.ts";
import type { Team } from "../src-shared/domain/team.ts";
import type { LogId } from "../src-shared/ids.ts";
import type { HubStart } from "../src-shared/ipc/hub-process.ts";
import { LINK_PATH } from "../src-shared/link/link-contract.ts";
import { SITE_CHAT_PATH } from "../src-shared/site-chat/site-chat-limits.ts";
import type { SiteSettings } from "../src-shared/site-chat/site-settings.ts";
import { readCredentials, replaceSecrets } from "./accounts/credential-store.ts";
import { Directory } from "./accounts/directory.ts";
import { hasTeam, readTeam, seedTeam } from "./accounts/team-store.ts";
import { openSiteChat } from "./channels/site/open-site-chat.ts";
import type { SiteChat } from "./channels/site/site-chat.ts";
import { type HubClock, systemClock } from "./clock.ts";
import type { NodeState } from "./cluster/node-state.ts";
import { openDatabase } from "./db/open-database.ts";
import type { HubDatabase } from "./db/schema.ts";
import { clientAddressOf } from "./http/client-address.ts";
import { HttpEntry } from "./http/http-entry.ts";
import { type HttpSettings, LOCAL_HTTP } from "./http/http-needs.ts";
import { HubLife } from "./http/hub-life.ts";
import { refuseUnreadable } from "./http/refuse-unreadable.ts";
import { HubStartError } from "./hub-start-error.ts";
import { LinkServer } from "./link/link-server.ts";
import { EventLog } from "./log/event-log.ts";
import { projectFairness } from "./log/fairness-projection.ts";
import { TalkStore } from "./log/talk-store.ts";
import { exchangeLog, hubLog } from "./log.ts";
import type { Argon2Cost } from "./people/argon2-phc.ts";
import { failureBook } from "./people/failure-store.ts";
import { type HubKey, type HubKeySource, openHubKey } from "./people/hub-key.ts";
import { LockOut } from "./people/lock-out.ts";
import { PasswordHasher } from "./people/password-hasher.ts";
import type { People, PeopleRoomNeeds } from "./people/people.ts";
import { phoneSecretsOf } from "./people/phone-secrets.ts";
import { seedScripts } from "./scripts/seed-scripts.ts";
import { drained } from "./service/drained.ts";
import { HubService } from "./service/hub-service.ts";
import { GuestAccounts } from "./site-call/guest.ts";
import type { IceSettings } from "./site-call/ice-servers.ts";
import type { AsteriskHub, AsteriskParts } from "./telephony/asterisk/asterisk-hub.ts";
import { createEmbeddedExchange, type ExchangeOptions } from "./telephony/embedded/exchange.ts";
import { refuseUpgrade } from "./telephony/embedded/refuse-upgrade.ts";
import type { Telephony } from "./telephony/telephony.ts";
import type { FileFolder } from "./text/file-folder.ts";
import type { ChannelBinding } from "./text/text-needs.ts";

/** The SIP domain and digest realm of the embedded exchange; never resolved (RFC 6761 §6.4). */
export const SIP_DOMAIN = "tandem.invalid";
export const SIP_PATH = "/sip";
const HEADERS_LIMIT_MS = 10_000;
const CLOSE_WITHIN_MS = 1000;

/** A telephony adapter that the hub owns, and closes when it stops. */
export type OwnedTelephony = Telephony & { close(): Promise<void> };

/** Where the hub keeps what it knows: an SQLite file it opens itself, or a database that is open already, which it takes over. */
type Storage = Pick<HubStart, "databaseFile" | "databaseKey"> | { readonly database: HubDatabase };

export type HubOptions = Storage & HubSettings;

export type HubSettings = Pick<HubStart, "listen" | "secrets"> & {
  /** Seeds an empty hub; null: it has a team, or does not start. */
  readonly team: Team | null;
  /** https and wss in the place of http and ws. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly clock?: HubClock;
  /** 32 bytes in hex, the same on all nodes of one hub: signs and seals. Absent: the key of the file, else one kept in the database. */
  readonly secretKey?: string;
  /** How much work a password costs; OWASP's unless a test says otherwise. */
  readonly passwordCost?: Argon2Cost;
  /** Proxies, metrics and the public address; a hub inside a desktop needs none of it. */
  readonly http?: HttpSettings;
  /** Sites that have the chat, beside those in the database. */
  readonly sites?: readonly SiteSettings[];
  /** Seeds a hub that never had a script. */
  readonly scripts?: readonly ScriptOutline[];
  /** STUN and TURN servers for calls from sites. */
  readonly ice?: IceSettings;
  /** Where the build left the widget of the site chat. */
  readonly widgetFolder?: string;
  /** Another telephony than the embedded exchange. */
  readonly createTelephony?: (options: ExchangeOptions) => OwnedTelephony;
  /** Text channels, each with how it is served. */
  readonly channels?: readonly ChannelBinding[];
  /** Where files of conversations are kept; without it none are taken. */
  readonly files?: FileFolder | null;
  /** An Asterisk that carries the calls in the place of the embedded exchange. */
  readonly asterisk?: AsteriskHub;
  /** The hub leads several nodes, which take its connections and links: it listens nowhere itself. */
  readonly node?: NodeOfHub;
  /** The hub cannot go on; without a listener the fault is thrown where nobody catches it, which ends the process. */
  readonly onFault?: (error: unknown) => void;
};

/** What a node does for the hub that leads from it (ADR 33). */
export type NodeOfHub = {
  /** Where connections are handed in; it listens nowhere. */
  readonly http: Server;
  readonly link: { readonly linkedCount: number; stop(): Promise<void> };
  readonly state: NodeState;
};

/** A hub that runs. */
export type Hub = {
  readonly port: number;
  readonly logId: LogId;
  readonly sipDomain: string;
  readonly sipPath: string;
  readonly service: HubService;
  readonly log: EventLog;
  readonly directory: Directory;
  /** The chats of company sites; null: it has none. */
  readonly siteChat: SiteChat | null;
  /** Takes no new calls and links, and settles when the calls there are have ended, or the time is over. */
  drain(withinMs: number): Promise<void>;
  /** Ends its calls, finishes what it began, closes every connection and the database. */
  stop(): Promise<void>;
};

/** Starts the whole hub on one HTTP server. What keeps it from starting is a `HubStartError`. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { clock = systemClock, createTelephony = createEmbeddedExchange, onFault = rethrowLater } = options;
  const db = "database" in options ? options.database : await openFile(options);
  const life = new HubLife();
  const { node } = options;
  const http = node?.http ?? serverOf(options);
  http.on("upgrade", refuseUnknownUpgrade);
  http.on("clientError", refuseUnreadable);
  const connections = connectionsOf(http);
  try {
    const { http: settings = LOCAL_HTTP, widgetFolder = null } = options;
    const hubKey = await openHubKey(hubKeySource(options, db));
    const directory = await openDirectory(db, options, hubKey);
    const log = await EventLog.open(db, clock);
    await projectFairness(db, log, directory);
    const talks = await TalkStore.open(db, clock);
    const { asterisk } = options;
    const nowMs = () => clock.nowMs();
    const accounts = new GuestAccounts(directory, { hubKey, domain: SIP_DOMAIN, nowMs });
    const addressOf = clientAddressOf(settings.trustedProxies);
    const parts = { domain: SIP_DOMAIN, accounts, log: exchangeLog, clock };
    const telephony = asterisk
      ? await openAsterisk(asterisk, { ...parts, ...phonesOf(directory) })
      : createTelephony({ server: http, path: SIP_PATH, talks, addressOf, ...parts });
    const guestSip = { domain: SIP_DOMAIN, path: SIP_PATH, server: asterisk?.phoneServer ?? null };
    const siteParts = { options, db, log, directory, clock, onFault, telephony, sip: guestSip, hubKey };
    const site = await openSiteChat(siteParts);
    const siteCalls = site?.calls ?? null;
    const siteChat = site?.chat ?? null;
    siteChat?.serve(http, addressOf);
    const channels = [...(options.channels ?? []), ...(siteChat?.bindings ?? [])];
    const homeless = channels.find(({ settings }) => !directory.queue(settings.queueId));
    if (homeless)
      throw new HubStartError("bad-start", `${homeless.channel.channel} is for a queue that the team does not have`);
    const files = options.files ?? null;
    const service = await HubService.start({
      ...{ db, log, directory, telephony, clock, channels, files, siteCalls, onFault },
    });
    await seedScripts(service.administration.scripts.shelf, options.scripts ?? []);
    siteChat?.serveCallBacks({ service, log });
    const sip = { domain: SIP_DOMAIN, path: SIP_PATH, ...(asterisk && { server: asterisk.phoneServer }) };
    const hasher = new PasswordHasher(options.passwordCost);
    const lockOut = new LockOut(failureBook(db), clock);
    const room = loadPeople({ db, service, directory, clock, hubKey, hasher, lockOut }, onFault);
    const people = room.load;
    const callerOf = async (token: string) => (await people()).sessions.callerOf(token);
    const isBehindProxy = settings.trustedProxies.length > 0;
    const door = { hasher, lockOut, callerOf, isBehindProxy };
    const link = node?.link ?? new LinkServer({ http, service, log, directory, clock, sip, life, onFault, ...door });
    const parties = { siteChat, siteCalls, widgetFolder, people, ...(node && { node: node.state }) };
    const entry = new HttpEntry({ settings, db, log, service, directory, telephony, link, clock, life, ...parties });
    http.on("request", (request, response) => entry.handle(request, response));
    const port = node ? 0 : await listen(http, options.listen);
    await service.startChannels();
    if (!node) hubLog.info({ port }, "listening");
    const stop = async () => {
      await service.stopChannels();
      // The exchange first: how its calls ended must still get into the log.
      await telephony.close();
      await talks.idle();
      await service.idle();
      await link.stop();
      await site?.stop();
      await entry.close();
      await room.stop();
      await hasher.stop();
      await service.stop();
      await closeHttp(http, connections);
      await db.destroy();
      hubLog.info({}, "stopped");
    };
    const drain = (withinMs: number) => {
      life.drain();
      siteChat?.drain();
      return drained({ service, clock, withinMs });
    };
    const of = { port, logId: log.logId, sipDomain: SIP_DOMAIN, sipPath: SIP_PATH };
    return { ...of, service, log, directory, siteChat, drain, stop };
  } catch (error) {
    await closeHttp(http, connections);
    await db.destroy();
    throw error;
  }
}

function phonesOf(directory: Directory): Pick<AsteriskParts, "phones" | "onTeamChanged"> {
  const phones = () => directory.team.operators.map(({ extension }) => extension).filter((user) => user !== "");
  return { phones, onTeamChanged: (listener) => directory.onReplaced(listener) };
}

/** Loaded when it is wanted: a hub inside a desktop starts without it. */
async function openAsterisk(asterisk: AsteriskHub, parts: AsteriskParts): Promise<OwnedTelephony> {
  const { connectAsterisk } = await import("./telephony/asterisk/asterisk-exchange.ts");
  return connectAsterisk({ ...asterisk, ...parts });
}

function openFile({ databaseFile, databaseKey }: Exclude<Storage, { database: unknown }>): Promise<HubDatabase> {
  return openDatabase({ file: databaseFile, key: databaseKey });
}

/** The server of a hub, or of a node of it. */
export function serverOf({ tls }: Pick<HubSettings, "tls">): Server {
  const server = tls ? createSecureServer(tls) : createServer();
  // A client that stalls inside the handshake is dropped soon; Node waits a minute.
  server.headersTimeout = HEADERS_LIMIT_MS;
  return server;
}

function hubKeySource(options: HubOptions, db: HubDatabase): HubKeySource {
  const given = options.secretKey ?? ("databaseKey" in options ? options.databaseKey : null);
  return given === null ? { kind: "database", db } : { kind: "given", hex: given };
}

/** Put together when the first request or token asks for it: a hub inside a desktop may never need it. */
function loadPeople(needs: PeopleRoomNeeds, onFault: (error: unknown) => void) {
  let loading: Promise<People> | null = null;
  const load = () => {
    loading ??= import("./people/people.ts").then(({ People }) => {
      const people = new People(needs);
      people.startPruning(onFault);
      return people;
    });
    return loading;
  };
  return { load, stop: async () => (await loading)?.stop() };
}

async function openDirectory(db: HubDatabase, { team, secrets }: HubSettings, hubKey: HubKey): Promise<Directory> {
  if (team) await seedTeam(db, team);
  else if (!(await hasTeam(db))) throw new HubStartError("team-missing", "the database has no team yet");
  await replaceSecrets(db, SIP_DOMAIN, secrets);
  const phoneSecrets = phoneSecretsOf(hubKey, SIP_DOMAIN);
  return new Directory(await readTeam(db), await readCredentials(db), phoneSecrets);
}

/** Answers the port it listens on. */
export function listen(http: Server, { host, port }: HubOptions["listen"]): Promise<number> {
  return new Promise((resolve, reject) => {
    const handleError = (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === "EADDRINUSE" || error.code === "EACCES";
      reject(isTaken ? new HubStartError("port-taken", `port ${port} cannot be had`, { cause: error }) : error);
    };
    http.once("error", handleError);
    http.listen(port, host, () => {
      http.off("error", handleError);
      resolve((http.address() as AddressInfo).port);
    });
  });
}

/** Ends every connection; peers that were told so get a moment to close, then they are dropped. */
export function closeHttp(http: Server, connections: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      for (const socket of connections) socket.destroy();
    }, CLOSE_WITHIN_MS);
    http.close(() => {
      clearTimeout(timer);
      resolve();
    });
    http.closeAllConnections();
  });
}

/** All connections of a server; Node's own `closeAllConnections` leaves out those that were upgraded. */
export function connectionsOf(http: Server): ReadonlySet<Socket> {
  const connections = new Set<Socket>();
  http.on("connection", (socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  return connections;
}

/** SIP, the link and the site chat take their own upgrades; any other would hang open. */
function refuseUnknownUpgrade(request: IncomingMessage, socket: Duplex): void {
  // Split, not `new URL`: the address is anybody's, and an invalid one must not throw here.
  const [path = ""] = (request.url ?? "").split("?");
  // socket.io takes what lies under its path, not the path itself.
  if (path === SIP_PATH || path.startsWith(`${LINK_PATH}/`) || path === SITE_CHAT_PATH) return;
  refuseUpgrade(socket, "404 Not Found");
}

function rethrowLater(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
