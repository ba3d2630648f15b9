import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import {
  ConversationId,
  InteractionId,
  LogId,
  MessageId,
  OfferId,
  OperatorId,
  QueueId,
} from "../../../src-shared/ids.ts";

/** Who searches; half of the contacts are another's. */
export const OPERATOR = OperatorId.parse("marina");
const COLLEAGUE = OperatorId.parse("oleg");
const QUEUE = QueueId.parse("support");

const ONSETS = "б в г д ж з к л м н п р с т ф х ц ч ш пр ст кр др тр гл сл св вл".split(" ");
const VOWELS = "а е и о у я ю ы".split(" ");
const CODAS = ["", "", "н", "р", "л", "т", "с", "к"];
const ENDINGS = ["", "а", "у", "ом", "ами", "ов", "ить", "ил", "ая", "ого", "ение", "ной"];
const LEMMAS = 40_000;
const WORDS_A_MESSAGE = 14;
const MINUTE_MS = 60_000;

/** A log as a text channel makes it: words by Zipf's law in their forms, names, numbers, notes; always the same. */
export class SearchedLog {
  readonly logId = LogId.parse("bench");
  contactsMade = 0;
  messages = 0;
  textBytes = 0;
  #seq = 0;
  #state = 42;
  readonly #lemmas: readonly string[];

  constructor() {
    const lemmas = new Set<string>();
    while (lemmas.size < LEMMAS) lemmas.add(this.#lemma());
    // The more frequent, the shorter, as in any language.
    this.#lemmas = [...lemmas].toSorted((one, other) => one.length - other.length);
  }

  contacts(count: number): readonly LogEvent[] {
    return Array.from({ length: count }, () => this.#contact()).flat();
  }

  /** Messages of contacts of the operator's, as they come while a shift lasts. */
  moreMessages(count: number): readonly LogEvent[] {
    const one = () => 2 * (1 + this.#below(Math.floor(this.contactsMade / 2)));
    return Array.from({ length: count }, () => this.#message(`i-${one()}`, OPERATOR));
  }

  /** Questions by class. */
  *questions(count: number): Generator<readonly [string, readonly string[]]> {
    const many = (make: () => string) => Array.from({ length: count }, make);
    const frequent = () => this.#form(this.#lemmas[this.#below(30)] ?? "");
    const middle = () => this.#form(this.#lemmas[300 + this.#below(2_000)] ?? "");
    const rare = () => this.#form(this.#lemmas[LEMMAS - 1 - this.#below(LEMMAS / 4)] ?? "");
    const any = () => this.#lemmas[this.#rank()] ?? "";
    yield ["frequent", many(frequent)];
    yield ["middle", many(middle)];
    yield ["rare", many(rare)];
    yield ["prefix", many(() => any().slice(0, 3 + this.#below(3)))];
    yield ["two-words", many(() => `${frequent()} ${middle()}`)];
    yield ["three-words", many(() => `${frequent()} ${this.#form(any())} ${middle()}`)];
    yield ["number", many(() => String(100_000 + this.#below(900_000)).slice(0, 4 + this.#below(3)))];
  }

  #contact(): readonly LogEvent[] {
    this.contactsMade += 1;
    const id = `i-${this.contactsMade}`;
    const interactionId = InteractionId.parse(id);
    const operatorId = this.contactsMade % 2 === 0 ? OPERATOR : COLLEAGUE;
    const name = [this.#lemma(), this.#lemma()].map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ");
    const address = `+79${String(this.#below(1_000_000_000)).padStart(9, "0")}`;
    const text = this.#contactNote();
    this.textBytes += Buffer.byteLength(name + address + text);
    return [
      this.#event("interaction.created", {
        ...{ interactionId, channel: "telegram", direction: "in", customer: { address, name }, dialled: "bot" },
        ...{ queueId: QUEUE, operatorId: null, conversationId: ConversationId.parse(`c-${id}`) },
      }),
      this.#event("interaction.offered", {
        ...{ interactionId, offerId: OfferId.parse(`o-${id}`), operatorId, reasons: [] },
        ringUntilMs: this.#atMs() + MINUTE_MS,
      }),
      this.#event("interaction.accepted", { interactionId, operatorId }),
      ...Array.from({ length: 5 }, () => this.#message(id, operatorId)),
      this.#event("interaction.ended", { interactionId, endedBy: "operator", result: "answered" }),
      ...(text === "" ? [] : [this.#event("interaction.note-changed", { interactionId, operatorId, text })]),
    ];
  }

  #contactNote(): string {
    return this.contactsMade % 3 === 0 ? this.#text(8) : "";
  }

  #message(id: string, ownerId: OperatorId): LogEvent {
    this.messages += 1;
    const text = this.#text(4 + this.#below(2 * (WORDS_A_MESSAGE - 4)));
    this.textBytes += Buffer.byteLength(text);
    return this.#event("message.received", {
      ...{ interactionId: InteractionId.parse(id), conversationId: ConversationId.parse(`c-${id}`) },
      ...{ messageId: MessageId.parse(`m-${this.messages}`), ownerId, queueId: QUEUE },
      ...{ channelMessageId: `t-${this.messages}`, text, attachments: [], sentAtMs: this.#atMs() },
    });
  }

  #event<T extends LogEvent["type"]>(type: T, payload: LogEvent<T>["payload"]): LogEvent {
    this.#seq += 1;
    return { seq: this.#seq, atMs: this.#atMs(), actor: "system", type, payload } as LogEvent;
  }

  #atMs(): number {
    return Date.UTC(2025, 0, 1) + this.#seq * 3_000;
  }

  #text(words: number): string {
    return Array.from({ length: words }, () => this.#form(this.#lemmas[this.#rank()] ?? "")).join(" ");
  }

  #form(lemma: string): string {
    return `${lemma}${ENDINGS[this.#below(ENDINGS.length)] ?? ""}`;
  }

  #lemma(): string {
    const syllable = () => this.#of(ONSETS) + this.#of(VOWELS);
    return Array.from({ length: 1 + this.#below(3) }, syllable).join("") + this.#of(CODAS);
  }

  #of(list: readonly string[]): string {
    return list[this.#below(list.length)] ?? "";
  }

  /** A rank by Zipf's law: each next one as much rarer as it is further down. */
  #rank(): number {
    return Math.min(LEMMAS - 1, Math.floor(LEMMAS ** (this.#below(1_000_000) / 1_000_000)) - 1);
  }

  /** The next number of a small generator of Park and Miller, below `limit`. */
  #below(limit: number): number {
    this.#state = (this.#state * 48_271) % 2_147_483_647;
    return this.#state % limit;
  }
}
