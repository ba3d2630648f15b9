import { cleanName } from "../../../src-shared/domain/clean-name.ts";
import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import { SIP_HEADERS } from "../../../src-shared/link/link-contract.ts";
import type { RingRequest } from "../telephony.ts";
import { quotable } from "./identity.ts";

/** Tells a phone which interaction its call belongs to. */
export function interactionHeader(request: RingRequest): string {
  return `${SIP_HEADERS.interaction}: ${request.interactionId}`;
}

/** Tells a rung phone what it is rung for. The queue's name is percent-encoded UTF-8: phones differ in what they make of bare UTF-8. */
export function offerHeaders(request: RingRequest): string[] {
  if (request.isEcho) return [`${SIP_HEADERS.echo}: yes`];
  const headers = [interactionHeader(request), `${SIP_HEADERS.offer}: ${request.offerId}`];
  const queue = request.queueName === null ? "" : encodeURIComponent(cleanName(request.queueName));
  return queue === "" ? headers : [...headers, `${SIP_HEADERS.queue}: ${queue}`];
}

/** Tells a phone in a talk that another one is on the other side from here on, and in which interaction. */
export function partyHeaders(interactionId: InteractionId | null, party: Customer, domain: string): string[] {
  const interaction = interactionId === null ? [] : [`${SIP_HEADERS.interaction}: ${interactionId}`];
  return [...interaction, `${SIP_HEADERS.party}: "${quotable(party.name ?? "")}" <sip:${party.address}@${domain}>`];
}
