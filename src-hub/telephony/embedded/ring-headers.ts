import { SIP_HEADERS } from "../../../src-shared/link/link-contract.ts";
import type { RingRequest } from "../telephony.ts";
import { cleanName } from "./identity.ts";

/** Tells a phone which interaction its call belongs to. */
export function interactionHeader(request: RingRequest): string {
  return `${SIP_HEADERS.interaction}: ${request.interactionId}`;
}

/** Tells a rung phone what it is rung for. The queue's name is percent-encoded UTF-8: phones differ in what they make of bare UTF-8. */
export function offerHeaders(request: RingRequest): string[] {
  const headers = [interactionHeader(request), `${SIP_HEADERS.offer}: ${request.offerId}`];
  const queue = request.queueName === null ? "" : encodeURIComponent(cleanName(request.queueName));
  return queue === "" ? headers : [...headers, `${SIP_HEADERS.queue}: ${queue}`];
}
