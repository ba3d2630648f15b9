/** What the exchange lets one client and all clients together take. Times in ms, sizes in bytes. */
export type ExchangeLimits = {
  readonly maxFlows: number;
  /** Calls at once on one flow, those that wait or ring counted. */
  readonly maxCallsPerFlow: number;
  /** A bigger WebSocket message closes the flow with 1009. */
  readonly maxMessageBytes: number;
  /** Sustained messages per second on one flow, and how many may come at once. */
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  /** Messages nobody can answer (not SIP at all) before the flow is closed. */
  readonly maxGarbage: number;
  /** What may wait to be sent to a peer that does not read. */
  readonly maxBufferedBytes: number;
  /** A flow that nobody authenticated on is closed after this. */
  readonly authenticateWithinMs: number;
  /** A flow is pinged this often, and dropped when it was silent for twice as long. */
  readonly pingEveryMs: number;
  readonly minExpiresSeconds: number;
  readonly maxExpiresSeconds: number;
  readonly nonceLifeMs: number;
  /** Wrong passwords within `lockMs` before a user, or an address, has to wait for `lockMs`. */
  readonly maxFailuresPerUser: number;
  readonly maxFailuresPerAddress: number;
  readonly lockMs: number;
  /** How long the far side may take to answer a request within a call (64·T1 of RFC 3261). */
  readonly answerWithinMs: number;
  /** How long a talk waits for a phone whose flow was lost. */
  readonly comeBackWithinMs: number;
  /** The same after the exchange itself was away: a browser tries again 30 s apart by then. */
  readonly comeBackAfterRestartMs: number;
};

/** Meant for people with phones and for the odd reconnect storm. */
export const DEFAULT_LIMITS: ExchangeLimits = {
  maxFlows: 2000,
  maxCallsPerFlow: 8,
  maxMessageBytes: 64 * 1024,
  messagesPerSecond: 50,
  messageBurst: 300,
  maxGarbage: 20,
  maxBufferedBytes: 1024 * 1024,
  authenticateWithinMs: 15_000,
  pingEveryMs: 10_000,
  minExpiresSeconds: 30,
  maxExpiresSeconds: 3600,
  nonceLifeMs: 300_000,
  maxFailuresPerUser: 5,
  maxFailuresPerAddress: 20,
  lockMs: 60_000,
  answerWithinMs: 32_000,
  comeBackWithinMs: 20_000,
  comeBackAfterRestartMs: 60_000,
};
