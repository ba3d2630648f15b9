import type { HandOver } from "../../src-shared/domain/hand-over.ts";
import type { NewEvent, OfferReason } from "../../src-shared/events/log-event.ts";
import { OfferId, type OperatorId } from "../../src-shared/ids.ts";
import type { LinkEphemeral } from "../../src-shared/link/link-queries.ts";
import type { HubClock } from "../clock.ts";
import type { RingRequest, Telephony } from "../telephony/telephony.ts";
import type { CallRecord } from "./call-book.ts";
import { offeredEvent } from "./call-events.ts";
import type { Journal } from "./journal.ts";

/** How long a call to one operator rings. */
export const DIRECT_RING_MS = 30_000;

/** Who is to be rung, and what they are told of it. */
export type Ring = {
  readonly user: string;
  readonly isOutside?: boolean;
  readonly operatorId: OperatorId | null;
  readonly reasons: readonly OfferReason[];
  readonly ringTimeoutMs: number;
  readonly queueName: string | null;
  /** A card is in the log with the offer, and on the desktop before the phone rings. */
  readonly handOver?: HandOver;
};

/**
 * Sends an operator's desktop what the log holds up to now, and a word kept nowhere; settles when it has them, is not
 * linked, or takes too long. It never fails.
 */
export type ShowFirst = (operatorId: OperatorId, word: LinkEphemeral | null) => Promise<void>;

export type CallRingerNeeds = {
  readonly journal: Journal;
  readonly telephony: Telephony;
  readonly clock: HubClock;
  readonly showFirst: ShowFirst;
};

/** Rings phones: first the offer is in the log, then a card that goes with it is at the desktop, then the phone rings. */
export class CallRinger {
  readonly #needs: CallRingerNeeds;

  constructor(needs: CallRingerNeeds) {
    this.#needs = needs;
  }

  async ring(
    record: CallRecord,
    request: Ring,
    more: { readonly before?: readonly NewEvent[]; readonly word?: LinkEphemeral | null } = {},
  ): Promise<void> {
    const { clock, journal, showFirst, telephony } = this.#needs;
    const { before = [], word = null } = more;
    const { callId, interactionId, calleeUser } = record;
    const { user, operatorId, reasons, ringTimeoutMs, queueName, isOutside = false, handOver } = request;
    const offerId = OfferId.parse(clock.newId());
    record.rings.set(offerId, { offerId, operatorId, isTransfer: calleeUser !== null });
    const ringUntilMs = clock.nowMs() + ringTimeoutMs;
    const offered = offeredEvent(interactionId, offerId, operatorId, reasons, ringUntilMs, handOver);
    await journal.write([...before, offered]);
    const ring: RingRequest = { callId, offerId, interactionId, user, queueName, ringTimeoutMs };
    const start = () => telephony.ring(isOutside ? { ...ring, isOutside } : ring);
    const hasCard = operatorId !== null && (handOver !== undefined || word !== null);
    if (!hasCard) start();
    // Nobody else waits for that desktop. What was withdrawn meanwhile is not rung any more.
    else
      void showFirst(operatorId, word).then(() => {
        if (record.rings.has(offerId)) start();
      });
  }
}
