import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import { type ConversationId, type InteractionId, MessageId } from "../../src-shared/ids.ts";
import { readMessages } from "../log/message-store.ts";
import { endEvents } from "../service/endings.ts";
import { Timers } from "../service/timers.ts";
import { ofContact, sentEvent } from "./message-events.ts";
import type { OpenContacts } from "./open-contacts.ts";
import { bindingOf, type TextNeeds } from "./text-needs.ts";

const LOOK_BACK = 20;

/** A customer who is silent after an operator's word is reminded once, and then the contact is closed; as its channel says. */
export class Silence {
  readonly #needs: TextNeeds;
  readonly #contacts: OpenContacts;
  readonly #reminders: Timers<InteractionId>;
  readonly #closings: Timers<InteractionId>;

  constructor(needs: TextNeeds, contacts: OpenContacts) {
    this.#needs = needs;
    this.#contacts = contacts;
    this.#reminders = new Timers(needs.clock);
    this.#closings = new Timers(needs.clock);
  }

  follow(events: readonly LogEvent[]): void {
    for (const { type, atMs, payload } of events)
      if (type === "message.sent" && payload.from === "operator") this.#begin(payload.interactionId, atMs, false);
      else if (type === "message.received" || type === "interaction.ended" || type === "interaction.queued")
        this.#clear(payload.interactionId);
  }

  /** Takes up the silences that went on when the hub went down. */
  async start(): Promise<void> {
    for (const { interactionId, conversationId } of this.#contacts.all()) {
      if (!conversationId) continue;
      const last = await readMessages(this.#needs.db, conversationId, { beforeSeq: null, limit: LOOK_BACK });
      const ofPeople = last.find(({ from }) => from !== "system");
      if (ofPeople?.from === "operator") this.#begin(interactionId, ofPeople.atMs, last[0]?.from === "system");
    }
  }

  stop(): void {
    this.#reminders.clearAll();
    this.#closings.clearAll();
  }

  #begin(interactionId: InteractionId, sinceMs: number, isReminded: boolean): void {
    const { clock, onFault, run } = this.#needs;
    const settings = this.#settings(interactionId);
    this.#clear(interactionId);
    if (!settings) return;
    const passedMs = clock.nowMs() - sinceMs;
    const { closeAfterMs, reminder, remindAfterMs } = settings;
    const after = (timers: Timers<InteractionId>, ms: number, job: () => Promise<void>) =>
      timers.set(interactionId, ms - passedMs, () => void run(job).catch(onFault));
    if (remindAfterMs !== null && reminder !== "" && !isReminded)
      after(this.#reminders, remindAfterMs, () => this.#remind(interactionId, reminder));
    if (closeAfterMs !== null) after(this.#closings, closeAfterMs, () => this.#close(interactionId));
  }

  #settings(interactionId: InteractionId) {
    const contact = this.#contacts.contact(interactionId);
    return contact && bindingOf(this.#needs.bindings, { channel: contact.channel, account: contact.dialled })?.settings;
  }

  async #remind(interactionId: InteractionId, text: string): Promise<void> {
    const { clock, journal } = this.#needs;
    const contact = this.#contacts.contact(interactionId);
    if (contact?.state !== "active") return;
    const of = ofContact(contact, contact.conversationId satisfies ConversationId, MessageId.parse(clock.newId()));
    await journal.write([sentEvent(of, { text, operatorId: null })]);
  }

  async #close(interactionId: InteractionId): Promise<void> {
    if (this.#contacts.contact(interactionId)?.state !== "active") return;
    const events: readonly NewEvent[] = endEvents(interactionId, { endedBy: "system", result: "answered" }, false);
    await this.#needs.journal.write(events);
  }

  #clear(interactionId: InteractionId): void {
    this.#reminders.clear(interactionId);
    this.#closings.clear(interactionId);
  }
}
