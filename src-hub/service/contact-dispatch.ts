import type { Decisions } from "../../src-shared/domain/distribution/distribution-input.ts";
import type { CallBackDesk } from "../callbacks/call-back-desk.ts";
import type { TextDesk } from "../text/text-desk.ts";
import type { CallFlow } from "./call-flow.ts";

type Desks = { readonly text: TextDesk; readonly callFlow: CallFlow; readonly callBacks: CallBackDesk };

/** Hands the decisions of the distribution to whoever serves the contact: it is written, ordered to be called, or calls. */
export async function dispatch({ offers, expired }: Decisions, { text, callFlow, callBacks }: Desks): Promise<void> {
  for (const expiry of expired) {
    const { interactionId } = expiry;
    if (text.isText(interactionId)) await text.moves.expire(interactionId);
    else if (callBacks.holds(interactionId)) await callBacks.nobodyFree(interactionId);
    else await callFlow.expire(expiry);
  }
  for (const offer of offers) {
    const { interactionId } = offer;
    if (text.isText(interactionId)) await text.offers.offer(interactionId, offer.operatorId, offer.reasons);
    else if (callBacks.holds(interactionId)) await callBacks.offer(offer);
    else await callFlow.offer(offer);
  }
}
