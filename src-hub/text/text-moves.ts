import { DEFAULT_TEXT_RULES, givenUpWords } from "../../src-shared/domain/distribution/text-rules.ts";
import { handOverOf } from "../../src-shared/domain/hand-over-rules.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import { hasRight } from "../../src-shared/domain/rights.ts";
import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import { type InteractionId, MessageId, type OperatorId } from "../../src-shared/ids.ts";
import type { LinkCommandInput, LinkCommandName, LinkCommands } from "../../src-shared/link/link-contract.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import { endEvents } from "../service/endings.ts";
import { readConversation } from "./conversation-store.ts";
import { ofContact, sentEvent } from "./message-events.ts";
import { isOwner, type OpenContacts } from "./open-contacts.ts";
import { bindingOf, type TextNeeds } from "./text-needs.ts";
import { outstanding, type TextOffers } from "./text-offers.ts";

type Outcome<N extends LinkCommandName> = Result<readonly NewEvent[], (typeof LinkCommands)[N]["errors"][number]>;

/** Where written contacts go after somebody took them: closed, to a colleague, to a queue, or back when their owner is gone. */
export class TextMoves {
  readonly #needs: TextNeeds;
  readonly #contacts: OpenContacts;
  readonly #offers: TextOffers;

  constructor(needs: TextNeeds, contacts: OpenContacts, offers: TextOffers) {
    this.#needs = needs;
    this.#contacts = contacts;
    this.#offers = offers;
  }

  close(operatorId: OperatorId, interactionId: InteractionId): Outcome<"interaction.close"> {
    const contact = this.#contacts.contact(interactionId);
    if (!contact) return refused("unknown-interaction");
    if (!isOwner(contact, operatorId)) return refused("not-owner");
    const owed = this.#needs.wrapUps.owed(contact);
    return accepted(endEvents(interactionId, { endedBy: "operator", result: "answered" }, owed));
  }

  transfer(
    operatorId: OperatorId,
    { interactionId, to, note, ...card }: LinkCommandInput<"interaction.transfer">,
  ): Outcome<"interaction.transfer"> {
    const { directory, roster } = this.#needs;
    const contact = this.#contacts.contact(interactionId);
    if (!contact) return refused("unknown-interaction");
    const owner = contact.operatorId;
    const role = directory.roleOf(operatorId);
    const mayMove = isOwner(contact, operatorId) || (role !== null && hasRight(role, "contact.reassign"));
    if (!mayMove || owner === null || (contact.state !== "active" && contact.state !== "held"))
      return refused("not-owner");
    const handOver = handOverOf(owner, { ...card, note: note ?? "" }, false);
    if (to.kind === "queue") {
      if (!directory.queue(to.queueId)) return refused("unknown-target");
      const payload = { interactionId, queueId: to.queueId, handOver };
      return accepted([...this.#withdrawn(contact), { type: "interaction.queued", actor: operatorId, payload }]);
    }
    if (!directory.operator(to.operatorId) || to.operatorId === owner) return refused("unknown-target");
    if (outstanding(contact).length > 0) return refused("transfer-under-way");
    const presence = roster.presence(to.operatorId);
    const isThere = presence?.isDesktopLinked && presence.state.status === "online" && roster.showsText(to.operatorId);
    if (!isThere) return refused("target-unavailable");
    const offered = this.#offers.offered(contact, to.operatorId, [{ code: "transferred", fromOperatorId: owner }]);
    if (offered.type !== "interaction.offered") return refused("target-unavailable");
    return accepted([{ ...offered, payload: { ...offered.payload, handOver } }]);
  }

  takeBack(operatorId: OperatorId, interactionId: InteractionId): Outcome<"interaction.take-back"> {
    const contact = this.#contacts.contact(interactionId);
    if (!contact) return refused("unknown-interaction");
    if (!isOwner(contact, operatorId)) return refused("not-owner");
    const withdrawn = this.#withdrawn(contact);
    return withdrawn.length > 0 ? accepted(withdrawn) : refused("not-under-way");
  }

  /** Nobody took it in the time its queue gives. */
  async expire(interactionId: InteractionId): Promise<void> {
    const contact = this.#contacts.contact(interactionId);
    if (contact?.state !== "queued" && contact?.state !== "offered") return;
    const { clock, db, directory, journal } = this.#needs;
    const result = contact.acceptedAtMs === null ? "expired" : "answered";
    const rules = contact.queueId === null ? undefined : directory.queue(contact.queueId)?.rules?.text;
    const conversation = await readConversation(db, contact.conversationId);
    const text = givenUpWords(rules ?? DEFAULT_TEXT_RULES, conversation?.language ?? null);
    const of = ofContact(contact, contact.conversationId, MessageId.parse(clock.newId()));
    const said = text === "" ? [] : [sentEvent(of, { text, operatorId: null })];
    await journal.write([...said, ...endEvents(interactionId, { endedBy: "system", result }, false)]);
  }

  /** An operator whose desktop is gone for good leaves their customers to the queue they came from. */
  async follow(events: readonly LogEvent[]): Promise<void> {
    for (const { type, payload } of events)
      if (type === "operator.status-changed" && payload.status === "offline" && payload.by === "system")
        await this.#leaveBehind(payload.operatorId);
  }

  async #leaveBehind(operatorId: OperatorId): Promise<void> {
    for (const contact of this.#contacts.all()) {
      if (!isOwner(contact, operatorId)) continue;
      const { interactionId, channel, dialled } = contact;
      const queueId =
        contact.queueId ?? bindingOf(this.#needs.bindings, { channel, account: dialled })?.settings.queueId;
      if (queueId === undefined) continue;
      const queued: NewEvent = { type: "interaction.queued", actor: "system", payload: { interactionId, queueId } };
      await this.#needs.journal.write([...this.#withdrawn(contact), queued]);
    }
  }

  #withdrawn(contact: Interaction): readonly NewEvent[] {
    const { interactionId } = contact;
    return outstanding(contact).map(({ offerId, operatorId }) => ({
      type: "interaction.offer-ended",
      actor: "system",
      payload: { interactionId, offerId, operatorId, outcome: "withdrawn" },
    }));
  }
}
