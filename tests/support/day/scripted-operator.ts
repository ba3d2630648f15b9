import { isDeepStrictEqual } from "node:util";
import { foldInteraction, type Interaction, isInteractionEvent } from "../../../src-shared/domain/interaction.ts";
import type { OperatorStatus } from "../../../src-shared/domain/operator-status.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import { type InteractionId, MessageId, type OfferId, OperatorId, QueueId } from "../../../src-shared/ids.ts";
import type { Chance } from "../chance.ts";
import { type LinkPlace, OperatorLink } from "./operator-link.ts";

/** What an operator does with text that comes; each a probability, drawn once an offer or contact. */
export type Habits = {
  /** Says no to an offer. */
  readonly refuses: number;
  /** Lets an offer's time run out. */
  readonly ignores: number;
  /** Hands a contact back to its queue in the middle. */
  readonly handsBack: number;
  /** Asks a colleague to take a contact in the middle. */
  readonly passesOn?: number;
  /** Ends a wrap-up before its time; or prolongs it. */
  readonly finishes?: number;
  readonly extends?: number;
  /** Notes something of a contact. */
  readonly notes: number;
  /** After so many words of theirs a contact is closed: from, to. */
  readonly words: readonly [number, number];
};

export const DILIGENT: Habits = { refuses: 0, ignores: 0, handsBack: 0, notes: 0.5, words: [1, 2] };

type Work = {
  said: number;
  heard: number;
  readonly target: number;
  handsBack: boolean;
  passesOn: boolean;
  isLeft: boolean;
};

/** How the log tells that a command was executed, for those whose effect has a name of its own. */
export type Effect = (event: LogEvent) => boolean;

/**
 * An operator of text at the real link, played by habits and a seed. Looks at what stands, not at what just happened: a
 * desktop that was cut off, or started anew, does what is left to do.
 */
export class ScriptedOperator {
  readonly operatorId: OperatorId;
  readonly place: LinkPlace;
  /** As the hub last said. */
  status: OperatorStatus = "offline";
  readonly link: OperatorLink;
  readonly contacts = new Map<InteractionId, Interaction>();
  /** By command. */
  readonly effects = new Map<string, Effect>();
  /** What they said, by contact, in order. */
  readonly words: string[] = [];
  readonly #chance: Chance;
  readonly #habits: Habits;
  readonly #queueId: QueueId;
  readonly #decided = new Set<OfferId>();
  readonly #work = new Map<InteractionId, Work>();
  readonly #leaving = new Map<string, Work>();
  /** Offers whose time shall run out. */
  readonly #ignored = new Set<OfferId>();
  readonly #wrapped = new Set<InteractionId>();
  readonly #colleagues: readonly OperatorId[];
  #isFinishing = false;

  /** `colleagues`: whom contacts are passed on to. */
  constructor(place: LinkPlace, chance: Chance, habits: Habits = DILIGENT, colleagues: readonly OperatorId[] = []) {
    this.operatorId = OperatorId.parse(place.login);
    this.place = place;
    this.#chance = chance;
    this.#habits = habits;
    this.#queueId = QueueId.parse("support");
    this.#colleagues = colleagues;
    this.link = new OperatorLink(place, (events) => this.#heard(events));
    this.link.outbox.onAnswer(({ command, reply }) => {
      const work = this.#leaving.get(command.commandId);
      // What could not be handed on is still theirs.
      if (work && !reply.ok) Object.assign(work, { isLeft: false, handsBack: false, passesOn: false });
      queueMicrotask(() => this.#lookAround());
    });
  }

  goOnline(): void {
    this.link.do("operator.set-status", { status: "online" });
  }

  /** From now on everything is taken, answered and closed. */
  finish(): void {
    this.#isFinishing = true;
    for (const offerId of this.#ignored) this.#decided.delete(offerId);
    this.#lookAround();
  }

  /** Everything asked for was answered. */
  get isDone(): boolean {
    return this.link.outbox.pending().length === 0;
  }

  /** In words: what this desktop makes of a contact, where the hub's row is another. */
  brokenView(bodies: readonly string[]): readonly string[] {
    return bodies.flatMap((body) => {
      const row = JSON.parse(body) as Interaction;
      const seen = this.contacts.get(row.interactionId);
      const isSame = isDeepStrictEqual(seen && JSON.parse(JSON.stringify(seen)), row);
      return isSame ? [] : [`${this.operatorId} sees ${JSON.stringify(seen)}, the hub ${body}`];
    });
  }

  #heard(events: readonly LogEvent[]): void {
    for (const event of events) {
      if (isInteractionEvent(event)) this.#fold(event);
      else if (event.type === "operator.status-changed" && event.payload.operatorId === this.operatorId)
        this.status = event.payload.status;
      else if (event.type === "message.received" && event.payload.ownerId === this.operatorId)
        this.#workOf(event.payload.interactionId).heard += 1;
    }
    if (this.link.isUpToDate) this.#lookAround();
  }

  #fold(event: Parameters<typeof foldInteraction>[1]): void {
    const { interactionId } = event.payload;
    const after = foldInteraction(this.contacts.get(interactionId), event);
    if (after) this.contacts.set(interactionId, after);
    // Taken anew it is begun anew.
    if (event.type === "interaction.queued" || event.type === "interaction.transferred")
      this.#work.delete(interactionId);
    // The colleague did not take it.
    else if (event.type === "interaction.offer-ended" && after?.operatorId === this.operatorId)
      Object.assign(this.#workOf(interactionId), { isLeft: false, passesOn: false });
  }

  #lookAround(): void {
    for (const contact of this.contacts.values()) {
      if (contact.state === "wrap-up" && contact.operatorId === this.operatorId) this.#wrapUp(contact);
      if (contact.state === "closed" || contact.conversationId === undefined) continue;
      this.#decide(contact);
      if (contact.operatorId === this.operatorId && contact.state === "active") this.#serve(contact);
    }
  }

  #decide({ interactionId, offers }: Interaction): void {
    const offer = offers.find(({ outcome, operatorId }) => outcome === null && operatorId === this.operatorId);
    if (!offer || this.#decided.has(offer.offerId)) return;
    this.#decided.add(offer.offerId);
    const { refuses, ignores } = this.#isFinishing ? DILIGENT : this.#habits;
    const { offerId } = offer;
    const draw = this.#chance.next();
    if (draw < refuses) this.link.do("interaction.refuse-offer", { interactionId, offerId, reason: "занята" });
    else if (draw >= refuses + ignores) this.link.do("interaction.accept-offer", { interactionId, offerId });
    else this.#ignored.add(offerId);
  }

  /** Once each; else its time runs out. */
  #wrapUp({ interactionId }: Interaction): void {
    if (this.#wrapped.has(interactionId)) return;
    this.#wrapped.add(interactionId);
    const { finishes = 0, extends: prolongs = 0 } = this.#habits;
    const draw = this.#chance.next();
    if (draw < finishes) this.link.do("interaction.finish-wrap-up", { interactionId });
    else if (draw < finishes + prolongs && !this.#isFinishing)
      this.link.do("interaction.extend-wrap-up", { interactionId });
  }

  #serve({ interactionId }: Interaction): void {
    const work = this.#workOf(interactionId);
    if (work.isLeft) return;
    if (work.said === 0 || work.heard > work.said) this.#say(interactionId, work);
    if (work.handsBack && !this.#isFinishing) {
      work.isLeft = true;
      const to = { kind: "queue", queueId: this.#queueId } as const;
      this.#leaving.set(this.link.do("interaction.transfer", { interactionId, to, note: "нужен другой" }), work);
    } else if (work.passesOn && !this.#isFinishing && this.#colleagues.length > 0) {
      work.isLeft = true;
      const operatorId = this.#colleagues[this.#chance.below(this.#colleagues.length)] ?? this.operatorId;
      const to = { kind: "operator", operatorId } as const;
      this.#leaving.set(this.link.do("interaction.transfer", { interactionId, to, note: "это по твоей части" }), work);
    } else if (this.#isFinishing || work.said >= work.target) {
      work.isLeft = true;
      this.#leaving.set(this.link.do("interaction.close", { interactionId }), work);
    }
  }

  #say(interactionId: InteractionId, work: Work): void {
    work.said += 1;
    const messageId = MessageId.parse(`${this.operatorId}-${this.words.length}-${this.#chance.below(1e9)}`);
    const text = `${this.operatorId}: слово ${this.words.length}`;
    this.words.push(text);
    const sent = this.link.do("message.send", { interactionId, messageId, text, attachmentIds: [] });
    this.effects.set(sent, ({ type, payload }) => type === "message.sent" && payload.messageId === messageId);
    if (!this.#chance.is(this.#habits.notes)) return;
    const note = `заметка ${messageId}`;
    const noted = this.link.do("interaction.set-note", { interactionId, text: note });
    this.effects.set(noted, ({ type, payload }) => type === "interaction.note-changed" && payload.text === note);
  }

  #workOf(interactionId: InteractionId): Work {
    const known = this.#work.get(interactionId);
    if (known) return known;
    const [least, most] = this.#habits.words;
    const target = least + this.#chance.below(most - least + 1);
    const { handsBack, passesOn = 0 } = this.#habits;
    const [back, on] = [this.#chance.is(handsBack), passesOn > 0 && this.#chance.is(passesOn)];
    const work = { said: 0, heard: 0, target, handsBack: back, passesOn: on, isLeft: false };
    this.#work.set(interactionId, work);
    return work;
  }
}
