import type { HandOverCard } from "../../../src-shared/domain/hand-over.ts";
import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import { type CallId, CommandId, type InteractionId, type OperatorId } from "../../../src-shared/ids.ts";
import type { HandOverView } from "../../../src-shared/ipc/hand-over-view.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import type { LinkEphemeral } from "../../../src-shared/link/link-queries.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import type { Clock } from "../ports/clock.ts";
import type { HubLink } from "../ports/hub-link.ts";

/** How long a transfer waits for the hub to take the card. */
const TAKEN_WITHIN_MS = 3_000;
/** And where nobody wrote anything. */
const UNWRITTEN_WITHIN_MS = 500;
/** Cards of calls that ask, kept for as long as anybody may look at such a call. */
const MOST_CONSULTATIONS = 20;

export type HandOverDeskParts = {
  readonly clock: Clock;
  readonly link: Pick<HubLink, "send">;
  readonly calls: () => readonly CallView[];
  /** How far the script of a contact is; null: none is under way. */
  readonly scriptOf: (interactionId: InteractionId) => Promise<NonNullable<HandOverCard["script"]> | null>;
};

/** The cards that go with talks: what this operator writes for the next one, and what colleagues wrote. */
export class HandOverDesk {
  readonly #parts: HandOverDeskParts;
  /** Talks whose card the hub has, until it is taken back. */
  readonly #told = new Set<InteractionId>();
  readonly #consultations = new Map<InteractionId, HandOverView>();

  constructor(parts: HandOverDeskParts) {
    this.#parts = parts;
  }

  /**
   * Gives the hub the card of a talk before it is passed on, with how far its script is; without anything to say, takes an
   * earlier one back. What nobody wrote holds no transfer up.
   */
  async prepare(callId: CallId, card: HandOverCard | undefined): Promise<Result<null, "card-not-sent">> {
    const interactionId = this.#parts.calls().find((call) => call.callId === callId)?.interactionId ?? null;
    const written = card && Object.values(card).some(Boolean) ? card : null;
    if (interactionId === null) return written ? refused("card-not-sent", "later") : accepted(null);
    const script = await this.#parts.scriptOf(interactionId);
    const wanted = script ? { note: "", ...written, script } : written;
    const isTaken = await this.#tell(interactionId, wanted, written ? TAKEN_WITHIN_MS : UNWRITTEN_WITHIN_MS);
    return isTaken || !written ? accepted(null) : refused("card-not-sent", "later");
  }

  /** Whether the hub has the card, or the word that there is none. */
  async #tell(interactionId: InteractionId, wanted: HandOverCard | null, withinMs: number): Promise<boolean> {
    if (!wanted && !this.#told.has(interactionId)) return true;
    const { clock, link } = this.#parts;
    const input = { interactionId, card: wanted };
    const late = new Promise<null>((resolve) => clock.after(withinMs, () => resolve(null)));
    const sent = link.send({ commandId: CommandId.parse(clock.newId()), name: "call.hand-over", input });
    const reply = await Promise.race([sent, late]);
    if (!reply?.ok) return false;
    if (wanted) this.#told.add(interactionId);
    else this.#told.delete(interactionId);
    return true;
  }

  /** True: a call that rings, or will, has a card from here on. */
  handleWord(word: LinkEphemeral): boolean {
    if (word.type !== "consultation") return false;
    this.#consultations.set(word.interactionId, { ...word.handOver, about: word.about.customer });
    const [oldest] = this.#consultations.keys();
    if (this.#consultations.size > MOST_CONSULTATIONS && oldest) this.#consultations.delete(oldest);
    return true;
  }

  /** What a colleague wrote about a contact; one's own card is nothing new. */
  cardOf(interaction: InteractionId | null, known: Interaction | null, self: OperatorId | null): HandOverView | null {
    const asked = interaction === null ? undefined : this.#consultations.get(interaction);
    const handOver = asked ?? known?.handOver;
    return handOver && handOver.fromOperatorId !== self ? handOver : null;
  }
}
