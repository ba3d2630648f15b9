import {
  type IncomingInfoRequest,
  type IncomingInviteRequest,
  type IncomingReferRequest,
  type OutgoingInviteRequest,
  type Session,
  SessionState,
} from "sip.js/lib/core/index.js";
import { descriptionText } from "./description-body.ts";
import type { Flow, FlowTenant } from "./flow.ts";
import type { DialogName } from "./replaces.ts";

/** Why a leg is ended, as its phone is told (RFC 3326). */
export type ByeReason = { readonly cause: number; readonly text: string };

/** What a leg tells its call. */
export interface LegOwner {
  /** How long a talk waits for a phone whose flow was lost. */
  readonly comeBackWithinMs: number;
  after(delayMs: number, callback: () => void): () => void;
  /** The phone of a leg whose flow was lost is back. */
  legBack?(leg: Leg): void;
  /** The far side hung up, or is not there any more. */
  legEnded(leg: Leg, how: "hung-up" | "flow-lost" | "no-ack"): void;
  reInvited(leg: Leg, request: IncomingInviteRequest): void;
  infoReceived(leg: Leg, request: IncomingInfoRequest): void;
  transferAsked(leg: Leg, request: IncomingReferRequest): void;
}

/** One side of a talk: an INVITE dialog on a flow. When the flow is lost it waits for the phone to come back on another. */
export class Leg implements FlowTenant {
  readonly flow: Flow;
  readonly user: string;
  readonly session: Session;
  /** The re-INVITE of this side that waits for the other side's answer. */
  pendingReInvite: IncomingInviteRequest | null = null;
  /** The re-INVITE sent to this side that has no final response yet. */
  offerInFlight: OutgoingInviteRequest | null = null;
  /** The description this side was given last; null: not known, as after a restart. */
  told: string | null = null;
  /** Whether this side put the other on hold. */
  isHolding = false;
  #isOver = false;
  /** Set while the flow is lost: stops the wait for the phone. */
  #stopWaiting: (() => void) | null = null;
  /** The end its phone has not confirmed yet: what is lost with a flow is told again when the phone is back. */
  #farewell: ByeReason | null = null;
  #onDescription: ((description: string | null) => void) | null = null;
  #owner: LegOwner;

  constructor(flow: Flow, user: string, session: Session, owner: LegOwner) {
    this.flow = flow;
    this.user = user;
    this.session = session;
    this.#owner = owner;
    flow.tenants.add(this);
    session.delegate = {
      onAck: ({ message }) => {
        const take = this.#onDescription;
        this.#onDescription = null;
        take?.(descriptionText(message));
      },
      onAckTimeout: () => this.#gone("no-ack"),
      onBye: (request) => {
        request.accept();
        // RFC 3326: the phone ended what it could not hear any more; nobody hung up.
        const isLost = /^\s*SIP\s*;\s*cause\s*=\s*503\b/i.test(request.message.getHeader("reason") ?? "");
        this.#gone(isLost ? "flow-lost" : "hung-up");
      },
      onInfo: (request) => this.#owner.infoReceived(this, request),
      onInvite: (request) => this.#owner.reInvited(this, request),
      onRefer: (request) => this.#owner.transferAsked(this, request),
      onMessage: (request) => void request.reject({ statusCode: 405 }),
      onNotify: (request) => void request.accept(),
      onPrack: (request) => void request.reject({ statusCode: 481 }),
    };
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether this is the dialog a Replaces names. */
  isNamed({ callId, localTag, remoteTag }: DialogName): boolean {
    const { session } = this;
    return session.callId === callId && session.localTag === localTag && session.remoteTag === remoteTag;
  }

  /** A transfer joined this side to another call. */
  moveTo(owner: LegOwner): void {
    this.#owner = owner;
  }

  /** Takes the description that comes in the next ACK: the answer to an offer of ours in a 2xx. */
  expectDescription(take: (description: string | null) => void): void {
    this.#onDescription = take;
  }

  /** Whether a request can be sent on it now. */
  get isReachable(): boolean {
    return !this.#isOver && !this.flow.isClosed;
  }

  flowGone(): void {
    // A 200 whose ACK was lost with the flow is sent again over the next one (RFC 3261 §13.3.1.4).
    const { sessionState } = this.session;
    const isUp = sessionState === SessionState.Confirmed || sessionState === SessionState.AckWait;
    const canWait = this.#farewell !== null || isUp;
    if (this.flow.hasLeft || !canWait) {
      this.#stopWait();
      if (this.#isOver) this.flow.tenants.delete(this);
      else this.#gone("flow-lost");
      return;
    }
    this.#stopWaiting ??= this.#owner.after(this.#owner.comeBackWithinMs, () => {
      this.#stopWaiting = null;
      if (this.#isOver) this.flow.tenants.delete(this);
      else this.#gone("flow-lost");
    });
  }

  flowBack(): void {
    this.#stopWait();
    if (this.#farewell) {
      this.#sendBye(this.#farewell, false);
      return;
    }
    // Lost with the flow, the request or its answer: the same once more is a retransmission to whoever had it.
    if (this.offerInFlight) this.flow.sendAgain(this.offerInFlight.message);
    // Its own BYE may have been lost with the flow: only 481 says that the phone has no such talk any more.
    this.session.info({
      onReject: ({ message }) => {
        if (message.statusCode === 481) this.#gone("hung-up");
      },
    });
    this.#owner.legBack?.(this);
  }

  /** Sends BYE, as soon as RFC 3261 §15 lets the called side: not before the ACK, or the end of the wait for it. */
  bye(reason: ByeReason, isAckAwaited = true): void {
    if (this.#isOver) return;
    if (this.#stopWaiting || !this.flow.isClosed) this.#farewell = reason;
    this.#leave();
    if (!this.flow.isClosed) this.#sendBye(reason, isAckAwaited);
  }

  #sendBye(reason: ByeReason, isAckAwaited: boolean): void {
    const extraHeaders = [`Reason: SIP;cause=${reason.cause};text="${reason.text}"`];
    const told = () => {
      this.#farewell = null;
      this.#stopWait();
      this.flow.tenants.delete(this);
    };
    const send = () => void this.session.bye({ onAccept: told, onReject: told, onRedirect: told }, { extraHeaders });
    const { sessionState } = this.session;
    if (sessionState === SessionState.AckWait && isAckAwaited)
      this.session.delegate = { onAck: send, onAckTimeout: send };
    else if (sessionState === SessionState.Early) told();
    else send();
  }

  #gone(how: "hung-up" | "flow-lost" | "no-ack"): void {
    if (this.#isOver) return;
    if (how === "no-ack") this.bye({ cause: 408, text: "No ACK" }, false);
    else this.#leave();
    this.#owner.legEnded(this, how);
  }

  #stopWait(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
  }

  #leave(): void {
    this.#isOver = true;
    this.#onDescription = null;
    // One that is to be told of the end stays until its phone is back, or will not come any more.
    if (!this.#farewell) {
      this.#stopWait();
      this.flow.tenants.delete(this);
    }
    const pending = this.pendingReInvite;
    this.pendingReInvite = null;
    // RFC 3261 §15.1.2: what is still pending on a dialog that ends is answered 487.
    if (pending && !this.flow.isClosed) pending.reject({ statusCode: 487 });
  }
}
