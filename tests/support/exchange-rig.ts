import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { HubClock } from "../../src-hub/clock.ts";
import type { Account } from "../../src-hub/telephony/embedded/accounts.ts";
import { sipHa1 } from "../../src-hub/telephony/embedded/digest.ts";
import { createEmbeddedExchange, type EmbeddedExchange } from "../../src-hub/telephony/embedded/exchange.ts";
import { type KeptTalk, NO_KEEPER, type TalkKeeper } from "../../src-hub/telephony/embedded/kept-talks.ts";
import type { ExchangeLimits } from "../../src-hub/telephony/embedded/limits.ts";
import type { RingRequest, TelephonyCallId, TelephonyEvent } from "../../src-hub/telephony/telephony.ts";
import type { InteractionId, OfferId } from "../../src-shared/ids.ts";
import { Inbox } from "./inbox.ts";
import { type RawClientOptions, RawSipClient } from "./raw-sip-client.ts";

export const DOMAIN = "tandem.invalid";

type EventOf<T extends TelephonyEvent["type"]> = Extract<TelephonyEvent, { type: T }>;

/** An account of the rig; its password is its user with `-secret` behind. */
export function anAccount(user: string, more: Partial<Account> = {}): Account {
  const kind = /^\d+$/.test(user) ? "operator" : "line";
  return {
    user,
    number: user,
    displayName: `Name of ${user}`,
    ha1: sipHa1(user, DOMAIN, passwordOf(user)),
    kind,
    ...more,
  };
}

export function passwordOf(user: string): string {
  return `${user}-secret`;
}

type RigOptions = {
  readonly accounts?: readonly Account[];
  readonly limits?: Partial<ExchangeLimits>;
  readonly clock?: HubClock;
  readonly host?: string;
  readonly talks?: TalkKeeper;
};

/** Talks kept in memory: what an exchange that dies leaves to the next one. */
export class KeptInMemory implements TalkKeeper {
  readonly kept: readonly KeptTalk[];
  readonly #talks = new Map<string, KeptTalk>();

  constructor(kept: readonly KeptTalk[] = []) {
    this.kept = kept;
    for (const talk of kept) this.#talks.set(talk.callId, talk);
  }

  get now(): readonly KeptTalk[] {
    return structuredClone([...this.#talks.values()]);
  }

  keep(talk: KeptTalk): void {
    this.#talks.set(talk.callId, structuredClone(talk));
  }

  forget(callId: KeptTalk["callId"]): void {
    this.#talks.delete(callId);
  }
}

/** The embedded exchange on a real port, what it told, what it logged, and raw phones for it. */
export class ExchangeRig {
  readonly events = new Inbox<TelephonyEvent>("event");
  readonly logLines: string[] = [];
  readonly exchange: EmbeddedExchange;
  readonly port: number;
  readonly #server: Server;
  readonly #clients: RawSipClient[] = [];
  #offers = 0;

  private constructor(
    server: Server,
    { accounts = [], limits = {}, clock, talks = NO_KEEPER }: Omit<RigOptions, "host">,
  ) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    const write = (fields: Readonly<Record<string, unknown>>, words: string) => {
      this.logLines.push(`${words} ${JSON.stringify(fields)}`);
    };
    this.exchange = createEmbeddedExchange({
      server,
      path: "/sip",
      domain: DOMAIN,
      accounts: { find: (user) => accounts.find((account) => account.user === user) ?? null },
      log: { warn: write, info: write, debug: write },
      // Tests of a phone that comes back say how long it is waited for; the others need not wait at all.
      limits: { comeBackWithinMs: 50, ...limits },
      ...(clock ? { clock } : {}),
      talks,
    });
    this.exchange.onEvent((event) => this.events.put(event));
  }

  static async start(options: RigOptions = {}): Promise<ExchangeRig> {
    const server = createServer((_request, response) => {
      response.statusCode = 404;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, options.host ?? "127.0.0.1", resolve));
    const accounts = options.accounts ?? ["101", "102", "103", "anna", "boris"].map((user) => anAccount(user));
    return new ExchangeRig(server, { ...options, accounts });
  }

  async client(user: string, options: Partial<RawClientOptions> = {}): Promise<RawSipClient> {
    const client = await RawSipClient.connect({ port: this.port, user, password: passwordOf(user), ...options });
    this.#clients.push(client);
    return client;
  }

  /** A connected and registered phone. */
  async phone(user: string, options: Partial<RawClientOptions> = {}): Promise<RawSipClient> {
    const client = await this.client(user, options);
    const answer = await client.register();
    if (answer.status !== 200) throw new Error(`register: ${answer.startLine}`);
    return client;
  }

  next<T extends TelephonyEvent["type"]>(
    type: T,
    matches: (event: EventOf<T>) => boolean = () => true,
  ): Promise<EventOf<T>> {
    return this.events.take((event) => event.type === type && matches(event as EventOf<T>)) as Promise<EventOf<T>>;
  }

  /** Rings a user for a call; the offer's id. */
  ring(callId: TelephonyCallId, user: string, more: Partial<RingRequest> = {}): OfferId {
    this.#offers += 1;
    const offerId = `offer-${this.#offers}` as OfferId;
    const interactionId = `interaction-${callId}` as InteractionId;
    this.exchange.ring({ callId, offerId, interactionId, user, queueName: null, ringTimeoutMs: 20_000, ...more });
    return offerId;
  }

  get httpServer(): Server {
    return this.#server;
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.vanish();
    await this.exchange.close();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
