import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import type { IntakeReply } from "../channels/channel.ts";
import { channelLog } from "../log.ts";
import { ConversationAccess } from "./conversation-access.ts";
import { ConversationReader } from "./conversation-reader.ts";
import { ConversationViewers } from "./conversation-viewers.ts";
import { FileDesk } from "./file-desk.ts";
import type { FileFolder } from "./file-folder.ts";
import { Intake } from "./intake.ts";
import { isText, OpenContacts } from "./open-contacts.ts";
import { OutboundQueue } from "./outbound-queue.ts";
import { Silence } from "./silence.ts";
import { TextMoves } from "./text-moves.ts";
import { bindingOf, type ChannelBinding, type TextNeeds } from "./text-needs.ts";
import { TextOffers } from "./text-offers.ts";
import { TextWriter } from "./text-writer.ts";
import { UnreadTeller } from "./unread-teller.ts";

const COME_BACK_AFTER_MS = 5000;

/** Everything written: what channels tell, who is offered it, what operators answer, and what of it reached the customer. */
export class TextDesk {
  readonly offers: TextOffers;
  readonly moves: TextMoves;
  readonly writer: TextWriter;
  readonly reader: ConversationReader;
  readonly viewers: ConversationViewers;
  readonly unread: UnreadTeller;
  readonly files: FileDesk;
  readonly #needs: TextNeeds;
  readonly #contacts: OpenContacts;
  readonly #outbound: OutboundQueue;
  readonly #silence: Silence;
  readonly #started: TextNeeds["bindings"][number][] = [];
  #isDraining = false;

  constructor(needs: TextNeeds, folder: FileFolder | null) {
    const { db, clock, bindings } = needs;
    this.#needs = needs;
    this.#contacts = new OpenContacts(needs.journal.log);
    this.files = new FileDesk({ db, clock, folder, channelOf: (file) => bindingOf(bindings, file)?.channel });
    this.#outbound = new OutboundQueue(needs, this.#contacts, this.files);
    this.#silence = new Silence(needs, this.#contacts);
    this.offers = new TextOffers(needs, this.#contacts);
    this.moves = new TextMoves(needs, this.#contacts, this.offers);
    this.reader = new ConversationReader(needs, this.#contacts, new ConversationAccess(needs, this.#contacts));
    this.writer = new TextWriter(needs, this.#contacts, this.files, this.#outbound, this.reader.access);
    this.viewers = new ConversationViewers(needs, this.#contacts);
    this.unread = new UnreadTeller(needs, this.reader);
  }

  /** Whether the contact is written, so that it is this desk's. */
  isText(interactionId: InteractionId): boolean {
    const interaction = this.#needs.journal.log.interaction(interactionId);
    return interaction !== undefined && isText(interaction);
  }

  /** What of the hub before must be logged first. */
  takeOver(): readonly NewEvent[] {
    return this.offers.takeBack();
  }

  /** The contacts that wait, as if they came just now: a new hub has to place them again. */
  waiting(): readonly LogEvent[] {
    return this.#contacts.all().flatMap(({ interactionId, queueId, state, lastSeq, createdAtMs }) =>
      queueId !== null && (state === "queued" || state === "created")
        ? {
            type: "interaction.queued",
            seq: lastSeq,
            atMs: createdAtMs,
            actor: "system",
            payload: { interactionId, queueId },
          }
        : [],
    );
  }

  /** Begins to serve: what was on its way goes on, and channels tell. */
  async start(): Promise<void> {
    await this.#silence.start();
    await this.#outbound.start();
    await this.files.start();
    for (const binding of this.#needs.bindings) await this.serve(binding);
  }

  /** Begins to take in what one channel tells. */
  async serve(binding: ChannelBinding): Promise<void> {
    const intake = new Intake(this.#needs, this.#contacts, this.files, binding);
    await binding.channel.start((incoming) => (this.#isDraining ? comeBack() : intake.tell(incoming)));
    this.#started.push(binding);
    channelLog.info({ channel: binding.channel.channel }, "channel started");
  }

  async follow(events: readonly LogEvent[]): Promise<void> {
    this.#contacts.follow(events);
    this.#silence.follow(events);
    this.#outbound.follow(events);
    await this.offers.follow(events);
    await this.moves.follow(events);
    this.unread.follow(events);
  }

  /** Takes nothing more in and offers nothing more: channels' peers are told to come back, and keep what is not acknowledged. */
  drain(): void {
    this.#isDraining = true;
    this.offers.drain();
    for (const { channel } of this.#started)
      channel
        .pause?.()
        .catch((error: unknown) => channelLog.warn({ channel: channel.channel, error }, "did not pause"));
  }

  /** What is on its way to channels: messages that wait, and tries that had to be made again. */
  get outbound(): { readonly waiting: number; readonly retries: number } {
    return { waiting: this.#outbound.size, retries: this.#outbound.retries };
  }

  /** No more is taken in or sent; what a channel has been asked is waited for. */
  async stopChannels(): Promise<void> {
    for (const { channel } of this.#started.splice(0)) await channel.stop();
    await this.#outbound.stop();
    await this.files.stop();
  }

  /** No clock of this desk runs on. */
  stop(): void {
    this.offers.stop();
    this.#silence.stop();
  }
}

/** Said to what comes while the hub drains: another node takes it, or the next start. */
async function comeBack(): Promise<IntakeReply> {
  return { ok: false, code: "unavailable", retry: "later", retryAfterMs: COME_BACK_AFTER_MS };
}
