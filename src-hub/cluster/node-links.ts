import { createServer } from "node:http";
import { readCredentials } from "../accounts/credential-store.ts";
import { Directory } from "../accounts/directory.ts";
import { readTeam } from "../accounts/team-store.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { HttpSettings } from "../http/http-needs.ts";
import type { HubLife } from "../http/hub-life.ts";
import { SIP_DOMAIN, SIP_PATH } from "../hub.ts";
import { LinkServer } from "../link/link-server.ts";
import { AccessTokens } from "../people/access-token.ts";
import type { Argon2Cost } from "../people/argon2-phc.ts";
import { failureBook } from "../people/failure-store.ts";
import type { HubKey } from "../people/hub-key.ts";
import { LockOut } from "../people/lock-out.ts";
import { PasswordHasher } from "../people/password-hasher.ts";
import { phoneSecretsOf } from "../people/phone-secrets.ts";
import { type Caller, readCaller } from "../people/session-store.ts";
import type { FollowedLog } from "./followed-log.ts";
import type { LeaderLine } from "./leader-line.ts";

export type NodeLinksNeeds = {
  readonly db: HubDatabase;
  readonly log: FollowedLog;
  readonly line: LeaderLine;
  readonly hubKey: HubKey;
  readonly clock: HubClock;
  readonly life: HubLife;
  readonly settings: HttpSettings;
  readonly passwordCost?: Argon2Cost;
  /** The phones' own address, when a PBX carries the calls. */
  readonly phoneServer?: string;
  readonly onFault: (error: unknown) => void;
};

/** The links of a node: who they are it finds out itself, what they ask goes to the leader. */
export class NodeLinks {
  /** Takes upgrades, and listens nowhere. */
  readonly http = createServer();
  readonly server: LinkServer;
  readonly #needs: NodeLinksNeeds;
  readonly #directory: Directory;
  readonly #hasher: PasswordHasher;

  private constructor(needs: NodeLinksNeeds, directory: Directory) {
    const { db, log, line, hubKey, clock, life, settings, passwordCost, phoneServer, onFault } = needs;
    this.#needs = needs;
    this.#directory = directory;
    this.#hasher = new PasswordHasher(passwordCost);
    const tokens = new AccessTokens(hubKey, clock);
    const service = {
      execute: line.execute.bind(line),
      query: line.query.bind(line),
      // What is kept nowhere comes over the line, see `LeaderLine`.
      onEphemeral: () => undefined,
      desktopLinked: () => undefined,
      desktopGone: () => undefined,
    };
    this.server = new LinkServer({
      http: this.http,
      service,
      log: Object.assign(log, { renew: line.renew.bind(line) }),
      seats: {
        isTaken: (operatorId, { desktopId, takeOver = false }) => line.isSeatTaken(operatorId, desktopId, takeOver),
        linked: ({ operatorId, linkId, hello: { desktopId, channels = ["voice"] } }) =>
          line.linked({ operatorId, linkId, shows: channels, ...(desktopId === undefined ? {} : { desktopId }) }),
        gone: (operatorId, linkId) => line.gone(operatorId, linkId),
      },
      directory,
      clock,
      hasher: this.#hasher,
      lockOut: new LockOut(failureBook(db), clock),
      callerOf: (token) => callerOf(db, tokens, clock, token),
      isBehindProxy: settings.trustedProxies.length > 0,
      sip: { domain: SIP_DOMAIN, path: SIP_PATH, ...(phoneServer === undefined ? {} : { server: phoneServer }) },
      life,
      onFault,
    });
  }

  static async open(needs: NodeLinksNeeds): Promise<NodeLinks> {
    const { db, hubKey } = needs;
    const secrets = phoneSecretsOf(hubKey, SIP_DOMAIN);
    return new NodeLinks(needs, new Directory(await readTeam(db), await readCredentials(db), secrets));
  }

  /** The team may be another now. */
  async readTeam(): Promise<void> {
    const { db } = this.#needs;
    this.#directory.replace({ team: await readTeam(db), credentials: await readCredentials(db) });
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.#hasher.stop();
  }
}

async function callerOf(
  db: HubDatabase,
  tokens: AccessTokens,
  clock: HubClock,
  accessToken: string,
): Promise<Caller | null> {
  const claims = await tokens.read(accessToken);
  const caller = claims && (await readCaller(db, claims.sessionId, clock.nowMs()));
  return caller?.personId === claims?.personId ? caller : null;
}
