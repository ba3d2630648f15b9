import { type IncomingInviteRequest, type IncomingResponseMessage, SessionState } from "sip.js/lib/core/index.js";
import type { HubClock } from "../../clock.ts";
import { descriptionOf, descriptionText, sdpBody } from "./description-body.ts";
import type { Leg } from "./leg.ts";
import { holdsByOffer } from "./session-description.ts";

export type ReInviteListener = {
  /** Offer and answer were exchanged: who offered what, and what the other answered. */
  readonly agreed: (offerer: Leg, offer: string, answerer: Leg, answer: string) => void;
  /** The far side of `leg` does not know the dialog, or does not answer (RFC 3261 §12.2.1.2): the talk is over. */
  readonly dead: (leg: Leg) => void;
};

type ReInviteEnvironment = { readonly clock: Pick<HubClock, "after">; readonly answerWithinMs: number };

/**
 * Passes a re-INVITE to the other leg and its answer back, with or without an offer in it. Crossing ones are refused
 * with 491 (RFC 3261 §14.2): on the leg where one of ours is under way SIP.js does it, on the others this does.
 */
export function passReInvite(
  from: Leg,
  to: Leg,
  request: IncomingInviteRequest,
  { clock, answerWithinMs }: ReInviteEnvironment,
  listener: ReInviteListener,
): void {
  const offer = descriptionOf(request.message);
  if (offer.kind === "other") {
    request.reject({ statusCode: 415, extraHeaders: ["Accept: application/sdp"] });
    return;
  }
  if (to.pendingReInvite) {
    request.reject({ statusCode: 491 });
    return;
  }
  request.trying();
  from.pendingReInvite = request;
  const stopTimer = clock.after(answerWithinMs, () => listener.dead(to));
  /** Whether the request still waits: a leg that ended has answered it. */
  const settle = () => {
    stopTimer();
    if (from.pendingReInvite !== request) return false;
    from.pendingReInvite = null;
    return true;
  };
  const refuse = (response: IncomingResponseMessage) => {
    if (!settle()) return;
    const retryAfter = response.getHeader("retry-after");
    const extraHeaders = retryAfter && /^\d{1,4}$/.test(retryAfter) ? [`Retry-After: ${retryAfter}`] : [];
    request.reject({ statusCode: passable(response.statusCode ?? 500), extraHeaders });
    if (response.statusCode === 481 || response.statusCode === 408) listener.dead(to);
  };
  offerTo(to, offer.kind === "description" ? offer.text : null, {
    accepted: (description, ack) => {
      if (!settle()) return ack(null);
      const extraHeaders = [from.flow.contactHeader];
      if (description === null) {
        ack(null);
        request.reject({ statusCode: 488 });
      } else if (offer.kind === "description") {
        ack(null);
        request.accept({ statusCode: 200, extraHeaders, body: sdpBody(description) });
        listener.agreed(from, offer.text, to, description);
      } else {
        const stopWaiting = clock.after(answerWithinMs, () => listener.dead(from));
        from.expectDescription((answer) => {
          stopWaiting();
          ack(answer);
          if (answer !== null) listener.agreed(to, description, from, answer);
        });
        request.accept({ statusCode: 200, extraHeaders, body: sdpBody(description) });
      }
    },
    rejected: refuse,
    busy: () => {
      if (settle()) request.reject({ statusCode: 491 });
    },
  });
}

/** Acknowledges, with the answer when the offer came in the 2xx; `headers` are told beside it. */
export type AckOffer = (description: string | null, headers?: readonly string[]) => void;

type OfferOutcome = {
  readonly accepted: (description: string | null, ack: AckOffer) => void;
  readonly rejected: (response: IncomingResponseMessage) => void;
  readonly busy: () => void;
};

/** A re-INVITE that takes the hold of its sender off. */
export function isResume(leg: Leg, { message }: IncomingInviteRequest): boolean {
  const offer = descriptionOf(message);
  return leg.isHolding && offer.kind === "description" && !holdsByOffer(offer.text);
}

/** Sends a re-INVITE on a leg. `busy`: one is under way there, so this one may not be sent now. */
export function offerTo(leg: Leg, offer: string | null, outcome: OfferOutcome, headers: readonly string[] = []): void {
  const body = offer === null ? {} : { body: sdpBody(offer) };
  // RFC 5407 §3.1.4: before the ACK of the first INVITE the other side may not be ready for another one.
  if (leg.session.sessionState !== SessionState.Confirmed) {
    outcome.busy();
    return;
  }
  const refused = ({ message }: { readonly message: IncomingResponseMessage }) => {
    leg.offerInFlight = null;
    outcome.rejected(message);
  };
  try {
    leg.offerInFlight = leg.session.invite(
      {
        onAccept: ({ message, ack }) => {
          leg.offerInFlight = null;
          outcome.accepted(descriptionText(message), (answer, ackHeaders = []) => {
            const extraHeaders = [...ackHeaders];
            if (!leg.flow.isClosed) ack(answer === null ? {} : { extraHeaders, body: sdpBody(answer) });
          });
        },
        onReject: refused,
        onRedirect: refused,
      },
      { extraHeaders: [leg.flow.contactHeader, ...headers], ...body },
    );
  } catch {
    // SIP.js throws when an INVITE transaction is under way in either direction (RFC 3261 §14.1).
    outcome.busy();
  }
}

/** A refusal as it may be told to the other side: a challenge or a redirection was meant for the exchange alone. */
function passable(sipCode: number): number {
  return sipCode < 400 || sipCode === 401 || sipCode === 407 ? 488 : sipCode;
}
