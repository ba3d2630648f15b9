import type { HandOver, HandOverCard } from "../../src-shared/domain/hand-over.ts";
import { handOverOf, saysSomething } from "../../src-shared/domain/hand-over-rules.ts";
import type { InteractionId, OperatorId } from "../../src-shared/ids.ts";

type Prepared = { readonly interactionId: InteractionId; readonly card: HandOverCard };

/** What operators wrote for whoever gets their talk next, until it is passed on. Kept nowhere: the log has it then. */
export class HandOverCards {
  readonly #prepared = new Map<OperatorId, Prepared>();
  readonly #recorded = new Set<InteractionId>();

  /** Null takes back what was written before. */
  prepare(operatorId: OperatorId, interactionId: InteractionId, card: HandOverCard | null): void {
    if (card) this.#prepared.set(operatorId, { interactionId, card });
    else this.#prepared.delete(operatorId);
  }

  /** The contact this operator is about to pass on with a card; null: none. */
  preparedBy(operatorId: OperatorId): Prepared | null {
    return this.#prepared.get(operatorId) ?? null;
  }

  /** A part of the talk is in a file. */
  recorded(interactionId: InteractionId): void {
    this.#recorded.add(interactionId);
  }

  /** The card that goes with this contact now; null: there is nothing to say. */
  of(operatorId: OperatorId, interactionId: InteractionId): HandOver | null {
    const prepared = this.#prepared.get(operatorId);
    const card = prepared?.interactionId === interactionId ? prepared.card : null;
    const handOver = handOverOf(operatorId, card, this.#recorded.has(interactionId));
    return saysSomething(handOver) ? handOver : null;
  }

  /** It was passed on: the card is in the log. */
  handedOver(interactionId: InteractionId): void {
    for (const [operatorId, prepared] of this.#prepared)
      if (prepared.interactionId === interactionId) this.#prepared.delete(operatorId);
  }

  /** The contact is over. */
  over(interactionId: InteractionId): void {
    this.handedOver(interactionId);
    this.#recorded.delete(interactionId);
  }
}
