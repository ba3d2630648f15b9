import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type * as z from "zod";
import { breakLimitsOf } from "../../src-shared/domain/break-limits.ts";
import { Operator, type Team } from "../../src-shared/domain/team.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import {
  LINK_CONTRACT_VERSION,
  LINK_PATH,
  type LinkHello,
  type LinkRefusalCode,
  LinkTeam,
  LinkWelcome,
} from "../../src-shared/link/link-contract.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { HubLife } from "../http/hub-life.ts";
import type { EventLog } from "../log/event-log.ts";
import { linkLog } from "../log.ts";
import type { LockOut } from "../people/lock-out.ts";
import type { PasswordHasher } from "../people/password-hasher.ts";
import type { Caller } from "../people/session-store.ts";
import type { HubService } from "../service/hub-service.ts";
import { type LetIn, LinkGate } from "./link-gate.ts";
import { LinkSession, liveRoom } from "./link-session.ts";
import { LiveFeed } from "./live-feed.ts";

/** Far above any command; a bigger message closes its connection. */
const LARGEST_MESSAGE = 16 * 1024;

export type LinkServerNeeds = {
  readonly http: HttpServer;
  readonly service: HubService;
  readonly log: EventLog;
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

/** A refusal as socket.io carries it: the code travels in `data`. */
class LinkRefusedError extends Error {
  override readonly name = "LinkRefusedError";
  readonly data: { readonly code: LinkRefusalCode };

  constructor(code: LinkRefusalCode) {
    super(code);
    this.data = { code };
  }
}

/** The hub's end of the link (`src-shared/link/link-contract.ts`). */
export class LinkServer {
  readonly #needs: LinkServerNeeds;
  readonly #gate: LinkGate;
  readonly #io: Server;
  readonly #feed: LiveFeed;
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
    this.#feed = new LiveFeed(
      {
        clock: needs.clock,
        // Each node of the hub reads the log itself: a frame never leaves this one by the adapter.
        broadcast: (role, frame, except) =>
          this.#io.local
            .to(liveRoom(role))
            .except([...except])
            .emit("events", frame),
      },
      needs.log.headSeq,
    );
    this.#io.use((socket, next) => {
      this.#letIn(socket).then(next, (error: unknown) => {
        needs.onFault(error);
        next(new LinkRefusedError("bad-credentials"));
      });
    });
    needs.service.onEphemeral((operatorId, word) => this.#sessions.get(operatorId)?.tell(word));
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

  async #letIn(socket: Socket): Promise<LinkRefusedError | undefined> {
    const checked = await this.#gate.check(
      socket.handshake.auth,
      this.#needs.isBehindProxy ? null : socket.handshake.address,
    );
    if (!checked.ok) {
      linkLog.warn({ code: checked.code }, "refused a desktop");
      return new LinkRefusedError(checked.code);
    }
    if (this.#isSeatTaken(checked.value)) {
      linkLog.info({ operatorId: checked.value.operator.operatorId }, "the seat is taken by another desktop");
      return new LinkRefusedError("seat-taken");
    }
    await this.#renewWhenBehind(checked.value.hello);
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
    if (logId !== log.logId || lastSeq <= log.headSeq) return;
    linkLog.warn({ lastSeq, headSeq: log.headSeq }, "the log is behind its mirror: starting a new life of it");
    await log.renew();
    for (const session of this.#sessions.values()) session.disconnect();
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
        clock,
        execute: (command) => service.execute(operatorId, command),
        query: (query) => service.query(operatorId, query),
        onFault,
      },
    );
    // First the new one takes the place, then the old one goes: the operator was linked all the time.
    this.#sessions.set(operatorId, session);
    replaced?.replace();
    linkLog.info({ operatorId }, "desktop linked");
    service.desktopLinked(operatorId, hello.channels);
    socket.on("disconnect", (reason) => {
      session.dispose();
      linkLog.info({ operatorId, reason }, "desktop gone");
      // A replaced desktop does not take its successor off.
      if (this.#sessions.get(operatorId) !== session) return;
      this.#sessions.delete(operatorId);
      if (!this.#isStopped) service.desktopGone(operatorId);
    });
  }

  /** Everybody linked hears of the new team; who is no longer of it is cut off at once. */
  #tellTeam(): void {
    const { directory } = this.#needs;
    for (const [operatorId, session] of this.#sessions) {
      const operator = directory.operator(operatorId);
      // With another role a desktop sees other events: it links anew, and is told as what it is now.
      if (!operator || directory.roleOf(operatorId) !== session.role) session.disconnect();
      else session.tellTeam(LinkTeam.parse({ ...directory.team, operator }));
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
    const { breakLimits, ...team } = this.#teamOf(directory.team);
    const phone = { ...sip, user: operator.extension };
    // The passwords of phones on a PBX are the PBX's own.
    const secret = sip.server === undefined ? directory.phoneSecret(operator.operatorId, sessionId !== null) : null;
    return {
      ...team,
      contractVersion: LINK_CONTRACT_VERSION,
      logId: log.logId,
      headSeq: log.headSeq,
      hubTimeMs: clock.nowMs(),
      operator: Operator.parse(operator),
      breakLimits: breakLimits.filter(({ operatorIds }) => operatorIds.includes(operator.operatorId)),
      sip: secret === null ? phone : { ...phone, secret },
    };
  }

  /** What every welcome says of the team, checked once: a thousand desktops may come back at the same time. */
  #teamOf(team: Team): TeamWelcome {
    if (this.#team?.of !== team)
      this.#team = { of: team, welcome: TeamWelcome.parse({ ...team, breakLimits: breakLimitsOf(team) }) };
    return this.#team.welcome;
  }
}

const TeamWelcome = LinkWelcome.pick({
  operators: true,
  queues: true,
  breakReasons: true,
  autoAnswer: true,
  breakLimits: true,
});
type TeamWelcome = z.output<typeof TeamWelcome>;
