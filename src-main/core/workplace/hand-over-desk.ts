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
/** Cards of calls that ask, kept for as long as anybody may look at such a call. */
const MOST_CONSULTATIONS = 20;

export type HandOverDeskParts = {
  readonly clock: Clock;
  readonly link: Pick<HubLink, "send">;
  readonly calls: () => readonly CallView[];
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

  /** Gives the hub the card of a talk before it is passed on; without one, takes an earlier one back. */
  async prepare(callId: CallId, card: HandOverCard | undefined): Promise<Result<null, "card-not-sent">> {
    const interactionId = this.#parts.calls().find((call) => call.callId === callId)?.interactionId ?? null;
    const wanted = card && Object.values(card).some(Boolean) ? card : null;
    if (interactionId === null) return wanted ? refused("card-not-sent", "later") : accepted(null);
    if (!wanted && !this.#told.has(interactionId)) return accepted(null);
    const { clock, link } = this.#parts;
    const input = { interactionId, card: wanted };
    const late = new Promise<null>((resolve) => clock.after(TAKEN_WITHIN_MS, () => resolve(null)));
    const sent = link.send({ commandId: CommandId.parse(clock.newId()), name: "call.hand-over", input });
    const reply = await Promise.race([sent, late]);
    if (!reply?.ok) return refused("card-not-sent", "later");
    if (wanted) this.#told.add(interactionId);
    else this.#told.delete(interactionId);
    return accepted(null);
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
