import type { HandOver } from "../../src-shared/domain/hand-over.ts";
import type { NewEvent, OfferOutcome, OfferReason } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OfferId, OperatorId } from "../../src-shared/ids.ts";
import { dialledText } from "./arrivals.ts";

type Created = Extract<NewEvent, { type: "interaction.created" }>["payload"];

/** A call came in, or an operator dialled. */
export function createdEvent(
  interactionId: InteractionId,
  direction: Created["direction"],
  customer: Created["customer"],
  dialled: string,
  { queueId = null, operatorId = null, visit }: Partial<Pick<Created, "queueId" | "operatorId" | "visit">>,
): Extract<NewEvent, { type: "interaction.created" }> {
  const payload = {
    interactionId,
    // Who comes from a site's page calls from there.
    channel: visit ? "site-call" : "voice",
    direction,
    customer,
    dialled: dialledText(dialled),
    queueId,
    operatorId,
    ...(visit && { visit }),
  } as const;
  return { type: "interaction.created", actor: operatorId ?? "system", payload };
}

/** Somebody is rung from now on. */
export function offeredEvent(
  interactionId: InteractionId,
  offerId: OfferId,
  operatorId: OperatorId | null,
  reasons: readonly OfferReason[],
  ringUntilMs: number,
  handOver: HandOver | null = null,
): NewEvent {
  const offer = { interactionId, offerId, operatorId, reasons: [...reasons], ringUntilMs };
  const payload = handOver ? { ...offer, handOver } : offer;
  return { type: "interaction.offered", actor: "system", payload };
}

/** A ring ended without an answer. */
export function offerEndedEvent(
  interactionId: InteractionId,
  offerId: OfferId,
  operatorId: OperatorId | null,
  outcome: OfferOutcome,
): NewEvent {
  const payload = { interactionId, offerId, operatorId, outcome };
  return {
    type: "interaction.offer-ended",
    actor: operatorId && outcome === "declined" ? operatorId : "system",
    payload,
  };
}
