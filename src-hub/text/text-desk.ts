import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import { channelLog } from "../log.ts";
import { ConversationReader } from "./conversation-reader.ts";
import { FileDesk } from "./file-desk.ts";
import type { FileFolder } from "./file-folder.ts";
import { Intake } from "./intake.ts";
import { isText, OpenContacts } from "./open-contacts.ts";
import { OutboundQueue } from "./outbound-queue.ts";
import { Silence } from "./silence.ts";
import { TextMoves } from "./text-moves.ts";
import { bindingOf, type TextNeeds } from "./text-needs.ts";
import { TextOffers } from "./text-offers.ts";
import { TextWriter } from "./text-writer.ts";

/** Everything written: what channels tell, who is offered it, what operators answer, and what of it reached the customer. */
export class TextDesk {
  readonly offers: TextOffers;
  readonly moves: TextMoves;
  readonly writer: TextWriter;
  readonly reader: ConversationReader;
  readonly files: FileDesk;
  readonly #needs: TextNeeds;
  readonly #contacts: OpenContacts;
  readonly #outbound: OutboundQueue;
  readonly #silence: Silence;
  readonly #started: TextNeeds["bindings"][number][] = [];

  constructor(needs: TextNeeds, folder: FileFolder | null) {
    const { db, clock, bindings } = needs;
    this.#needs = needs;
    this.#contacts = new OpenContacts(needs.journal.log);
    this.files = new FileDesk({ db, clock, folder, channelOf: (file) => bindingOf(bindings, file)?.channel });
    this.#outbound = new OutboundQueue(needs, this.#contacts, this.files);
    this.#silence = new Silence(needs, this.#contacts);
    this.offers = new TextOffers(needs, this.#contacts);
    this.moves = new TextMoves(needs, this.#contacts, this.offers);
    this.writer = new TextWriter(needs, this.#contacts, this.files, this.#outbound);
    this.reader = new ConversationReader(needs, this.#contacts);
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
    for (const binding of this.#needs.bindings) {
      const intake = new Intake(this.#needs, this.#contacts, this.files, binding);
      await binding.channel.start((incoming) => intake.tell(incoming));
      this.#started.push(binding);
      channelLog.info({ channel: binding.channel.channel }, "channel started");
    }
  }

  async follow(events: readonly LogEvent[]): Promise<void> {
    this.#contacts.follow(events);
    this.#silence.follow(events);
    this.#outbound.follow(events);
    await this.offers.follow(events);
    await this.moves.follow(events);
  }

  /** How many messages wait to be told to channels. */
  get outboundSize(): number {
    return this.#outbound.size;
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
