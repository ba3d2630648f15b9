import type { Interaction, Offer } from "../../src-shared/domain/interaction.ts";
import type { LogEvent, NewEvent, OfferOutcome, OfferReason } from "../../src-shared/events/log-event.ts";
import { type InteractionId, OfferId, type OperatorId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import { Timers } from "../service/timers.ts";
import { isText, type OpenContacts } from "./open-contacts.ts";
import { bindingOf, type TextNeeds } from "./text-needs.ts";

/** Without the settings of its channel (it was taken out): as long as a queue's own. */
const OFFER_TIMEOUT_MS = 30_000;

/** Offers of text: no telephone rings, the desktop is shown the offer, and the operator takes it before its time is up. */
export class TextOffers {
  readonly #needs: TextNeeds;
  readonly #contacts: OpenContacts;
  readonly #deadlines: Timers<OfferId>;
  #isDraining = false;

  constructor(needs: TextNeeds, contacts: OpenContacts) {
    this.#needs = needs;
    this.#contacts = contacts;
    this.#deadlines = new Timers(needs.clock);
  }

  /** Offers a waiting contact to whom the distribution chose. */
  async offer(interactionId: InteractionId, operatorId: OperatorId, reasons: readonly OfferReason[]): Promise<void> {
    const contact = this.#contacts.contact(interactionId);
    const mayBe = contact?.state === "queued" || contact?.state === "offered";
    if (contact && mayBe && !this.#isDraining)
      await this.#needs.journal.write([this.offered(contact, operatorId, reasons)]);
  }

  /** What to log when a contact is offered to somebody from now on. */
  offered(contact: Interaction, operatorId: OperatorId, reasons: readonly OfferReason[]): NewEvent {
    const { clock, bindings } = this.#needs;
    const { interactionId, channel, dialled } = contact;
    const { offerTimeoutMs } = bindingOf(bindings, { channel, account: dialled })?.settings ?? {
      offerTimeoutMs: OFFER_TIMEOUT_MS,
    };
    const offerId = OfferId.parse(clock.newId());
    const ringUntilMs = clock.nowMs() + offerTimeoutMs;
    const payload = { interactionId, offerId, operatorId, reasons: [...reasons], ringUntilMs };
    return { type: "interaction.offered", actor: "system", payload };
  }

  accept(
    operatorId: OperatorId,
    { interactionId, offerId }: { readonly interactionId: InteractionId; readonly offerId: OfferId },
  ): Result<readonly NewEvent[], "offer-gone"> {
    const { presenceDesk } = this.#needs;
    const contact = this.#contacts.contact(interactionId);
    const offer = contact?.offers.find((each) => each.offerId === offerId);
    if (!contact || offer?.operatorId !== operatorId || offer.outcome !== null) return refused("offer-gone");
    const others = outstanding(contact).filter((each) => each !== offer);
    const withdrawn = others.map((each) => offerEnded(interactionId, each, "withdrawn"));
    const taken = presenceDesk.happened(operatorId, { type: "offer-taken" });
    return accepted([...withdrawn, takenBy(contact, operatorId), ...taken]);
  }

  refuse(
    operatorId: OperatorId,
    input: { readonly interactionId: InteractionId; readonly offerId: OfferId; readonly reason?: string | undefined },
  ): Result<readonly NewEvent[], "offer-gone"> {
    const contact = this.#contacts.contact(input.interactionId);
    const offer = contact?.offers.find((each) => each.offerId === input.offerId);
    if (!contact || offer?.operatorId !== operatorId || offer.outcome !== null) return refused("offer-gone");
    return accepted([offerEnded(contact.interactionId, offer, "declined", input.reason)]);
  }

  /** What to log when an operator takes a contact that waits: what is out to them is taken back, and they have it. */
  taken(contact: Interaction, operatorId: OperatorId): readonly NewEvent[] {
    const { interactionId } = contact;
    const withdrawn = outstanding(contact).map((each) => offerEnded(interactionId, each, "withdrawn"));
    const offered = this.offered(contact, operatorId, [{ code: "claimed" }]);
    const taken = this.#needs.presenceDesk.happened(operatorId, { type: "offer-taken" });
    return [...withdrawn, offered, takenBy({ ...contact, state: "queued" }, operatorId), ...taken];
  }

  /** Starts and stops the clocks of offers, and takes back those of a desktop that went. */
  async follow(events: readonly LogEvent[]): Promise<void> {
    for (const { type, payload } of events)
      if ("interactionId" in payload && type.startsWith("interaction.")) this.#watch(payload.interactionId);
      else if (type === "operator.desktop-changed" && !payload.linked) await this.#endAllOf(payload.operatorId);
  }

  /** The offers of a hub before: nobody counts their time any more. */
  takeBack(): readonly NewEvent[] {
    return this.#contacts
      .all()
      .flatMap((contact) => outstanding(contact).map((offer) => offerEnded(contact.interactionId, offer, "withdrawn")));
  }

  /** No more offers; those that wait for an answer still may have it. */
  drain(): void {
    this.#isDraining = true;
  }

  stop(): void {
    this.#deadlines.clearAll();
  }

  #watch(interactionId: InteractionId): void {
    const interaction = this.#needs.journal.log.interaction(interactionId);
    if (!interaction || !isText(interaction)) return;
    for (const { offerId, outcome, ringUntilMs } of interaction.offers)
      if (outcome !== null) this.#deadlines.clear(offerId);
      else if (!this.#deadlines.has(offerId))
        this.#deadlines.set(offerId, ringUntilMs - this.#needs.clock.nowMs(), () => this.#miss(interactionId, offerId));
  }

  #miss(interactionId: InteractionId, offerId: OfferId): void {
    const { onFault, run } = this.#needs;
    run(() => this.#end(interactionId, offerId, "no-answer")).catch(onFault);
  }

  async #endAllOf(operatorId: OperatorId): Promise<void> {
    for (const contact of this.#contacts.all())
      for (const offer of outstanding(contact))
        if (offer.operatorId === operatorId) await this.#end(contact.interactionId, offer.offerId, "unreachable");
  }

  async #end(interactionId: InteractionId, offerId: OfferId, outcome: "no-answer" | "unreachable"): Promise<void> {
    const { journal, presenceDesk } = this.#needs;
    const contact = this.#contacts.contact(interactionId);
    const offer = contact && outstanding(contact).find((each) => each.offerId === offerId);
    if (!contact || !offer) return;
    // A colleague who was asked to take over missed nothing of a queue.
    const isMissed = contact.state === "offered" && offer.operatorId !== null && outcome === "no-answer";
    const missed =
      isMissed && offer.operatorId ? presenceDesk.happened(offer.operatorId, { type: "offer-missed" }) : [];
    await journal.write([offerEnded(interactionId, offer, outcome), ...missed]);
  }
}

/** The offers of a contact that nobody answered yet. */
export function outstanding({ offers }: Interaction): readonly Offer[] {
  return offers.filter(({ outcome }) => outcome === null);
}

function takenBy({ interactionId, state, operatorId: owner }: Interaction, operatorId: OperatorId): NewEvent {
  if ((state === "active" || state === "held") && owner !== null) {
    const payload = { interactionId, fromOperatorId: owner, toOperatorId: operatorId };
    return { type: "interaction.transferred", actor: operatorId, payload };
  }
  return { type: "interaction.accepted", actor: operatorId, payload: { interactionId, operatorId } };
}

function offerEnded(
  interactionId: InteractionId,
  { offerId, operatorId }: Offer,
  outcome: OfferOutcome,
  reason?: string,
): NewEvent {
  const actor = operatorId && outcome === "declined" ? operatorId : "system";
  const payload = { interactionId, offerId, operatorId, outcome, ...(reason !== undefined && { reason }) };
  return { type: "interaction.offer-ended", actor, payload };
}
