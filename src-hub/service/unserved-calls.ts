import type { DistributionExpiry } from "../../src-shared/domain/distribution/distribution-input.ts";
import type { Treatment } from "../../src-shared/domain/distribution/treatment.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import type { Telephony, TelephonyCallId } from "../telephony/telephony.ts";
import type { CallBook } from "./call-book.ts";
import { endEvents } from "./endings.ts";
import type { Journal } from "./journal.ts";

const NOT_SERVED = { endedBy: "system", result: "expired" } as const;

export type UnservedNeeds = { readonly book: CallBook; readonly journal: Journal; readonly telephony: Telephony };

/** Callers whom nobody of the team comes to: they find out, and are offered what there is instead. */
export class UnservedCalls {
  readonly #needs: UnservedNeeds;

  constructor(needs: UnservedNeeds) {
    this.#needs = needs;
  }

  /** It waited as long as its queue lets it. */
  async expire({ interactionId, treatment }: DistributionExpiry): Promise<void> {
    const { book, journal } = this.#needs;
    const record = book.ofInteraction(interactionId);
    if (!record) return;
    book.remove(record);
    this.#treat(record.callId, treatment);
    await journal.write(treated(interactionId, treatment, "waited-too-long"));
  }

  /** The queue is closed: the caller does not wait. `created` is how the contact came. */
  async turnAway(
    callId: TelephonyCallId,
    created: Extract<NewEvent, { type: "interaction.created" }>,
    treatment: Treatment,
  ): Promise<void> {
    this.#treat(callId, treatment);
    const { interactionId } = created.payload;
    await this.#needs.journal.write([created, ...treated(interactionId, treatment, "queue-closed")]);
  }

  /** An exchange that cannot speak tells the phone that nobody is there (RFC 3261 §21.4.18). */
  #treat(callId: TelephonyCallId, treatment: Treatment): void {
    const { telephony } = this.#needs;
    if (telephony.treat) telephony.treat(callId, treatment);
    else telephony.refuse(callId, 480);
  }
}

function treated(
  interactionId: InteractionId,
  treatment: Treatment,
  cause: "queue-closed" | "waited-too-long",
): readonly NewEvent[] {
  const event: NewEvent = {
    type: "interaction.treated",
    actor: "system",
    payload: { interactionId, treatment, cause },
  };
  return [event, ...endEvents(interactionId, NOT_SERVED, false)];
}
