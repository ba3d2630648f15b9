import type { IncomingResponseMessage, OutgoingInviteRequest, Session } from "sip.js/lib/core/index.js";
import { URI } from "sip.js/lib/core/index.js";
import type { Customer, OfferOutcome } from "../../../src-shared/events/log-event.ts";
import type { HubClock } from "../../clock.ts";
import { descriptionText, sdpBody } from "./description-body.ts";
import type { Flow, FlowTenant } from "./flow.ts";
import { quotable } from "./identity.ts";
import type { Binding } from "./registrar.ts";

export type RingOutcome = Exclude<OfferOutcome, "withdrawn">;

/** The rung phone picked up. `ack` must be called once; its description answers an offer the phone made. */
export type RingAnswer = {
  readonly flow: Flow;
  readonly user: string;
  readonly session: Session;
  readonly description: string | null;
  readonly ack: (description: string | null) => void;
};

export type RingPlan = {
  readonly binding: Binding;
  readonly domain: string;
  readonly from: Customer;
  /** The offer to pass on; null makes an INVITE without one, and the phone makes the offer. */
  readonly offer: string | null;
  readonly headers: readonly string[];
  readonly ringTimeoutMs: number;
  readonly answerWithinMs: number;
  readonly clock: Pick<HubClock, "after">;
};

export interface RingListener {
  ringing(sipCode: number, earlyDescription: string | null): void;
  answered(answer: RingAnswer): void;
  failed(outcome: RingOutcome, sipCode: number): void;
}

/** Why ringing stops, as the phone is told in CANCEL (RFC 3326): `cause=200` means somebody else answered. */
export const STOP_RINGING = {
  callerLeft: 'SIP;cause=487;text="Caller left"',
  elsewhere: 'SIP;cause=200;text="Call completed elsewhere"',
  noAnswer: 'SIP;cause=408;text="No answer"',
  withdrawn: 'SIP;cause=487;text="Offer withdrawn"',
} as const;

/**
 * One attempt to ring one phone.
 *
 * ```
 *  ringing --2xx--> answered
 *     |--3xx..6xx, timeout, flow gone--> failed
 *     +--stop()--> stopped   (a 2xx that crosses the CANCEL is taken and hung up: RFC 3261 §9.1)
 * ```
 */
export class Ringing implements FlowTenant {
  readonly #plan: RingPlan;
  readonly #listener: RingListener;
  readonly #request: OutgoingInviteRequest;
  readonly #stopTimer: () => void;
  #stopPatience: (() => void) | null = null;
  #state: "ringing" | "answered" | "failed" | "stopped" = "ringing";
  #wasHeard = false;
  #earlyDescription: string | null = null;

  constructor(plan: RingPlan, listener: RingListener) {
    const { binding, domain, from, offer, headers, clock } = plan;
    const { flow, user, contact } = binding;
    this.#plan = plan;
    this.#listener = listener;
    flow.tenants.add(this);
    const message = flow.core.makeOutgoingRequestMessage(
      "INVITE",
      contact,
      new URI("sip", from.address, domain),
      new URI("sip", user, domain),
      { fromDisplayName: quotable(from.name ?? "") },
      [flow.contactHeader, ...headers],
      offer === null ? undefined : sdpBody(offer),
    );
    this.#request = flow.core.invite(message, {
      onTrying: () => this.#heard(),
      onProgress: ({ message: response }) => this.#progressed(response),
      onAccept: ({ message: response, session, ack }) =>
        this.#accepted(response, session, (description) =>
          ack(description === null ? {} : { body: sdpBody(description) }),
        ),
      onReject: ({ message: response }) => this.#rejected(response.statusCode ?? 500),
      onRedirect: ({ message: response }) => this.#rejected(response.statusCode ?? 300),
    });
    this.#stopTimer = clock.after(plan.ringTimeoutMs, () => this.#timedOut());
  }

  stop(reason: string): void {
    if (this.#state === "ringing") this.#cancel("stopped", reason);
  }

  flowGone(): void {
    this.#stopPatience?.();
    if (this.#finish("failed")) this.#listener.failed("unreachable", 480);
  }

  #heard(): void {
    this.#wasHeard = true;
  }

  #progressed(response: IncomingResponseMessage): void {
    this.#heard();
    if (this.#state !== "ringing") return;
    this.#earlyDescription ??= descriptionText(response);
    this.#listener.ringing(response.statusCode ?? 180, this.#earlyDescription);
  }

  #accepted(response: IncomingResponseMessage, session: Session, ack: RingAnswer["ack"]): void {
    this.#stopPatience?.();
    if (!this.#finish("answered")) {
      ack(null);
      session.bye();
      return;
    }
    const { flow, user } = this.#plan.binding;
    const description = descriptionText(response) ?? this.#earlyDescription;
    this.#listener.answered({ flow, user, session, description, ack });
  }

  #rejected(sipCode: number): void {
    this.#stopPatience?.();
    if (this.#finish("failed")) this.#listener.failed(outcomeOf(sipCode), sipCode);
  }

  #timedOut(): void {
    if (this.#state !== "ringing") return;
    this.#cancel("failed", STOP_RINGING.noAnswer);
    this.#listener.failed(this.#wasHeard ? "no-answer" : "unreachable", 480);
  }

  #cancel(state: "failed" | "stopped", reason: string): void {
    const { binding, clock, answerWithinMs } = this.#plan;
    this.#finish(state);
    if (binding.flow.isClosed) return;
    this.#request.cancel(reason);
    // RFC 3261 §9.1: without a final response 64·T1 after CANCEL the transaction is over; so is a phone that does this.
    this.#stopPatience = clock.after(answerWithinMs, () => binding.flow.drop("no answer to CANCEL"));
  }

  #finish(state: "answered" | "failed" | "stopped"): boolean {
    if (this.#state !== "ringing") return false;
    this.#state = state;
    this.#stopTimer();
    this.#plan.binding.flow.tenants.delete(this);
    return true;
  }
}

/**
 * What a final response means for the offer. 408 and 503 are also what SIP.js makes of a phone that is not there; 480 says
 * that the phone could not take it («do not disturb» of a desk phone, a desktop without sound), not that a person declined.
 */
function outcomeOf(sipCode: number): RingOutcome {
  if (sipCode === 486 || sipCode === 600) return "busy";
  return [404, 408, 410, 430, 480, 503].includes(sipCode) ? "unreachable" : "declined";
}
