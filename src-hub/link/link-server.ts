import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type * as z from "zod";
import { breakLimitsOf } from "../../src-shared/domain/break-limits.ts";
import { Operator, type Team } from "../../src-shared/domain/team.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { LogId, OperatorId } from "../../src-shared/ids.ts";
import {
  LINK_CONTRACT_VERSION,
  LINK_PATH,
  type LinkHello,
  type LinkRefusalCode,
  LinkTeam,
  LinkWelcome,
} from "../../src-shared/link/link-contract.ts";
import type { LinkEphemeral } from "../../src-shared/link/link-queries.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { HubLife } from "../http/hub-life.ts";
import type { EventLog } from "../log/event-log.ts";
import { linkLog } from "../log.ts";
import type { LockOut } from "../people/lock-out.ts";
import type { PasswordHasher } from "../people/password-hasher.ts";
import type { Caller } from "../people/session-store.ts";
import type { HubService } from "../service/hub-service.ts";
import { FloodBook, guardPackets } from "./link-flood.ts";
import { type LetIn, LinkGate } from "./link-gate.ts";
import { LinkSession, liveRoom } from "./link-session.ts";
import { LiveFeed } from "./live-feed.ts";
import { PackedFrames } from "./packed-frames.ts";

/** Far above any command; a bigger message closes its connection. */
const LARGEST_MESSAGE = 16 * 1024;

export type LinkServerNeeds = {
  readonly http: HttpServer;
  readonly service: LinkService;
  readonly log: LinkLog;
  /** Whom desktops of other nodes are told of; absent: the service alone, for there are no others. */
  readonly seats?: LinkSeats;
  readonly directory: Directory;
  readonly clock: HubClock;
  readonly hasher: PasswordHasher;
  readonly lockOut: LockOut;
  /** Whom an access token speaks for; null: nobody. */
  readonly callerOf: (accessToken: string) => Promise<Caller | null>;
  /** A proxy stands before the hub: the address of a connection is the proxy's, and says nothing of who tries. */
  readonly isBehindProxy: boolean;
  /** `server`: the phones' own address, when a PBX carries the calls. */
  readonly sip: { readonly domain: string; readonly path: string; readonly server?: string };
  /** A hub that drains lets no desktop in: it comes to the next one. */
  readonly life: HubLife;
  readonly onFault: (error: unknown) => void;
};

/** What the link asks of whoever decides. */
export type LinkService = Pick<HubService, "execute" | "query" | "onEphemeral" | "desktopLinked" | "desktopGone"> &
  Partial<Pick<HubService, "onShowFirst">>;

/** The log as the link reads it. */
export type LinkLog = Pick<EventLog, "headSeq" | "logId" | "read" | "onAppended"> & {
  /** Makes sure that what is in the database is known here; absent: it always is. */
  catchUp?(): Promise<void>;
  renew(behind: { readonly logId: LogId; readonly lastSeq: number }): Promise<void>;
};

/** Seats of a hub of several nodes. */
export interface LinkSeats {
  /** Whether a desktop of another node has the seat; null: nobody can say now. */
  isTaken(operatorId: OperatorId, hello: LinkHello): Promise<boolean | null>;
  linked(link: { readonly operatorId: OperatorId; readonly linkId: string; readonly hello: LinkHello }): void;
  gone(operatorId: OperatorId, linkId: string): void;
}

/** A refusal as socket.io carries it: the code travels in `data`. */
class LinkRefusedError extends Error {
  override readonly name = "LinkRefusedError";
  readonly data: { readonly code: LinkRefusalCode };

  constructor(code: LinkRefusalCode) {
    super(code);
    this.data = { code };
  }
}

/** How long a phone that is to ring waits for its desktop to have the card: no customer waits longer for it. */
const SHOW_FIRST_MS = 500;

/** The hub's end of the link (`src-shared/link/link-contract.ts`). */
export class LinkServer {
  readonly #needs: LinkServerNeeds;
  readonly #gate: LinkGate;
  readonly #io: Server;
  readonly #feed: LiveFeed;
  readonly #packs = new PackedFrames();
  readonly #floods: FloodBook;
  readonly #stopListening: () => void;
  readonly #sessions = new Map<OperatorId, LinkSession>();
  #team: { readonly of: Team; readonly welcome: TeamWelcome } | null = null;
  #isStopped = false;

  constructor(needs: LinkServerNeeds) {
    this.#needs = needs;
    const { directory, hasher, lockOut, callerOf } = needs;
    this.#gate = new LinkGate({ directory, hasher, lockOut, callerOf });
    this.#io = new Server(needs.http, {
      path: LINK_PATH,
      transports: ["websocket"],
      allowUpgrades: false,
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: LARGEST_MESSAGE,
      connectTimeout: 10_000,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      // The SIP path of the same server looks after its own upgrades.
      destroyUpgrade: false,
      // Desktops link from Node; a web page, which always names its origin, has no business here.
      allowRequest: (request, decide) =>
        decide(null, request.headers.origin === undefined && needs.life.phase === "serves"),
    });
    this.#floods = new FloodBook(needs.clock);
    guardPackets(this.#io, needs.clock);
    this.#feed = new LiveFeed(
      {
        clock: needs.clock,
        // Each node of the hub reads the log itself: a frame never leaves this one by the adapter.
        broadcast: (role, frame, except) => {
          for (const unpacks of [true, false])
            if (this.#io.of("/").adapter.rooms.has(liveRoom(role, unpacks)))
              this.#io.local
                .to(liveRoom(role, unpacks))
                .except([...except])
                .emit("events", unpacks ? this.#packs.forAll(frame) : frame);
        },
      },
      needs.log.headSeq,
    );
    this.#io.use((socket, next) => {
      this.#letIn(socket).then(next, (error: unknown) => {
        needs.onFault(error);
        next(new LinkRefusedError("bad-credentials"));
      });
    });
    needs.service.onEphemeral((operatorId, word) => this.tell(operatorId, word));
    needs.service.onShowFirst?.(async (operatorId, word) => {
      const session = this.#sessions.get(operatorId);
      this.#feed.flush();
      if (session) await session.showFirst(word, SHOW_FIRST_MS);
      // The desktop is linked to another node, which passes the word on.
      else if (word) this.tell(operatorId, word);
    });
    this.#io.on("connection", (socket) => this.#welcome(socket));
    const stops = [
      needs.log.onAppended((events) => this.#feed.appended(events)),
      needs.directory.onReplaced(() => this.#tellTeam()),
      needs.log.onAppended((events) => this.#cutEnded(events)),
    ];
    this.#stopListening = () => {
      for (const stop of stops) stop();
    };
  }

  /** How many desktops are linked now. */
  get linkedCount(): number {
    return this.#sessions.size;
  }

  /** Shows an operator linked here what is kept nowhere. */
  tell(operatorId: OperatorId, word: LinkEphemeral): void {
    this.#sessions.get(operatorId)?.tell(word);
  }

  /** Another desktop of the operator took the seat, at another node. */
  replace(operatorId: OperatorId, linkId: string): void {
    const session = this.#sessions.get(operatorId);
    if (session?.linkId === linkId) session.replace();
  }

  /** Every desktop links anew: what they were sent no longer counts. */
  disconnectAll(): void {
    for (const session of this.#sessions.values()) session.disconnect();
  }

  /** Closes every link; the HTTP server stays. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopListening();
    this.#feed.stop();
    for (const session of this.#sessions.values()) session.dispose();
    this.#io.disconnectSockets(true);
    this.#io.engine.close();
    await this.#io.of("/").adapter.close();
  }

  async #letIn(socket: Socket): Promise<Error | undefined> {
    const checked = await this.#gate.check(
      socket.handshake.auth,
      this.#needs.isBehindProxy ? null : socket.handshake.address,
    );
    if (!checked.ok) {
      linkLog.warn({ code: checked.code }, "refused a desktop");
      return new LinkRefusedError(checked.code);
    }
    const { operator, hello } = checked.value;
    if (this.#floods.mustWait(operator.operatorId)) return new LinkRefusedError("too-many-tries");
    const isTaken = this.#isSeatTaken(checked.value) || (await this.#needs.seats?.isTaken(operator.operatorId, hello));
    // Without a code: the desktop tries again by itself.
    if (isTaken === null) return new Error("nobody leads");
    if (isTaken) {
      linkLog.info({ operatorId: operator.operatorId }, "the seat is taken by another desktop");
      return new LinkRefusedError("seat-taken");
    }
    await this.#renewWhenBehind(hello);
    socket.data = checked.value;
    return undefined;
  }

  /** One seat an operator: another desktop gets it when its person says so. */
  #isSeatTaken({ operator, hello }: { readonly operator: Operator; readonly hello: LinkHello }): boolean {
    const seated = this.#sessions.get(operator.operatorId);
    const isOther = seated?.desktopId !== undefined && hello.desktopId !== undefined;
    return isOther && seated.desktopId !== hello.desktopId && hello.takeOver !== true;
  }

  /** A desktop that knows more than the log proves that the log went back (a backup): its numbers mean other things now. */
  async #renewWhenBehind({ logId, lastSeq }: LinkHello): Promise<void> {
    const { log } = this.#needs;
    if (logId === log.logId && lastSeq > log.headSeq) await log.catchUp?.();
    if (logId !== log.logId || lastSeq <= log.headSeq) return;
    linkLog.warn({ lastSeq, headSeq: log.headSeq }, "the log is behind its mirror: starting a new life of it");
    await log.renew({ logId, lastSeq });
    this.disconnectAll();
  }

  #welcome(socket: Socket): void {
    const { service, log, directory, clock, onFault } = this.#needs;
    if (this.#isStopped) {
      socket.disconnect(true);
      return;
    }
    const { operator, hello, sessionId } = socket.data as LetIn;
    const { operatorId } = operator;
    // Blocked in the moment between the check and here.
    if (directory.roleOf(operatorId) === null) {
      socket.disconnect(true);
      return;
    }
    const replaced = this.#sessions.get(operatorId);
    socket.emit("welcome", this.#welcomeOf(operator, sessionId));
    const session = new LinkSession(
      socket,
      { operator, hello, sessionId },
      {
        log,
        feed: this.#feed,
        packs: this.#packs,
        clock,
        execute: (command) => service.execute(operatorId, command),
        query: (query) => service.query(operatorId, query),
        turns: this.#floods.turnsOf(operatorId),
        onFlood: () => this.#floods.cutOff(operatorId, socket),
        onFault,
      },
    );
    // First the new one takes the place, then the old one goes: the operator was linked all the time.
    const { seats } = this.#needs;
    const linkId = socket.id;
    this.#sessions.set(operatorId, session);
    seats?.linked({ operatorId, linkId, hello });
    replaced?.replace();
    linkLog.info({ operatorId }, "desktop linked");
    if (!seats) service.desktopLinked(operatorId, hello.channels);
    socket.on("disconnect", (reason) => {
      session.dispose();
      linkLog.info({ operatorId, reason }, "desktop gone");
      if (seats) seats.gone(operatorId, linkId);
      // A replaced desktop does not take its successor off.
      if (this.#sessions.get(operatorId) !== session) return;
      this.#sessions.delete(operatorId);
      if (!this.#isStopped && !seats) service.desktopGone(operatorId);
    });
  }

  /** Everybody linked hears of the new team; who is no longer of it is cut off at once. */
  #tellTeam(): void {
    const { directory } = this.#needs;
    for (const [operatorId, session] of this.#sessions) {
      const operator = directory.operator(operatorId);
      // With another role a desktop sees other events: it links anew, and is told as what it is now.
      const isAnother = operator && (directory.roleOf(operatorId) !== session.role || hasNewPhone(session, operator));
      if (!operator || isAnother) session.disconnect();
      else
        session.tellTeam(
          LinkTeam.parse({ ...withPhones(directory.team), operator, breakLimits: this.#breakLimitsOf(operatorId) }),
        );
    }
  }

  /** A sign-in that is over takes its link along; all sign-ins take every link of the person. */
  #cutEnded(events: readonly LogEvent[]): void {
    for (const event of events) {
      if (event.type !== "person.sessions-ended") continue;
      const { personId, sessionId } = event.payload;
      const session = this.#sessions.get(personId);
      if (session && (sessionId === undefined || session.sessionId === sessionId)) session.disconnect();
    }
  }

  #welcomeOf(operator: Operator, sessionId: string | null): LinkWelcome {
    const { log, directory, clock, sip } = this.#needs;
    const team = this.#teamOf(directory.team);
    const phone =
      operator.extension === ""
        ? { ...sip, user: operator.operatorId, hasPhone: false as const }
        : { ...sip, user: operator.extension };
    const secret = directory.phoneSecret(operator.operatorId, sessionId !== null);
    return {
      ...team,
      contractVersion: LINK_CONTRACT_VERSION,
      logId: log.logId,
      headSeq: log.headSeq,
      hubTimeMs: clock.nowMs(),
      operator: Operator.parse(operator),
      breakLimits: this.#breakLimitsOf(operator.operatorId),
      sip: secret === null ? phone : { ...phone, secret },
    };
  }

  #breakLimitsOf(operatorId: OperatorId): LinkWelcome["breakLimits"] {
    const { breakLimits } = this.#teamOf(this.#needs.directory.team);
    return breakLimits.filter(({ operatorIds }) => operatorIds.includes(operatorId));
  }

  /** What every welcome says of the team, checked once: a thousand desktops may come back at the same time. */
  #teamOf(team: Team): TeamWelcome {
    if (this.#team?.of !== team)
      this.#team = { of: team, welcome: TeamWelcome.parse({ ...withPhones(team), breakLimits: breakLimitsOf(team) }) };
    return this.#team.welcome;
  }
}

/** Who was given a phone is told its password in a welcome. */
function hasNewPhone(session: LinkSession, { extension }: Operator): boolean {
  return session.operator.extension === "" && extension !== "";
}

/** Colleagues are who can be called; desktops from before there were others know no other kind. */
function withPhones(team: Team): Team {
  return { ...team, operators: team.operators.filter(({ extension }) => extension !== "") };
}

const TeamWelcome = LinkWelcome.pick({
  operators: true,
  queues: true,
  breakReasons: true,
  autoAnswer: true,
  breakLimits: true,
  topics: true,
});
type TeamWelcome = z.output<typeof TeamWelcome>;
