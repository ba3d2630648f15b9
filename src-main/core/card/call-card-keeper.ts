import type { CallId } from "../../../src-shared/ids.ts";
import type { CallCard, CallCardContract } from "../../../src-shared/ipc/call-card.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import { accepted } from "../../../src-shared/result.ts";
import { isEqual } from "../workplace/is-equal.ts";
import type { WorkplaceService } from "../workplace/workplace-shape.ts";
import { callCard, type WindowPlace } from "./call-card.ts";

export type CardParts = {
  readonly workplace: Pick<WorkplaceService, "get" | "handlers">;
  /** Where the operator's window is now. */
  readonly place: () => WindowPlace;
  /** The global keys that answer now, as a person reads them. */
  readonly answerKeys: () => string | null;
  readonly openWindow: () => void;
  /** The card in the hand of whoever drags it. */
  readonly hand: { grab(): void; drag(): void; drop(): void };
  /** The card is other than it was. */
  readonly show: (card: CallCard) => void;
  readonly drawn: (callId: CallId) => void;
};

/** Keeps the card as it should be now, and answers what its page asks. */
export class CallCardKeeper {
  readonly handlers: Handlers<CallCardContract>;
  readonly #parts: CardParts;
  readonly #hidden = new Set<CallId>();
  readonly #rang = new Set<CallId>();
  #card: CallCard = null;

  constructor(parts: CardParts) {
    this.#parts = parts;
    const { handlers } = parts.workplace;
    this.handlers = {
      "card.get": () => accepted({ card: this.#card }),
      "card.drawn": ({ callId }) => {
        parts.drawn(callId);
        return accepted({});
      },
      "card.answer": (input) => handlers["calls.answer"](input),
      "card.reject": (input) => handlers["calls.reject"](input),
      "card.hang-up": (input) => handlers["calls.hang-up"](input),
      "card.set-muted": (input) => handlers["calls.set-muted"](input),
      "card.set-held": (input) => handlers["calls.set-held"](input),
      "card.hide": ({ callId }) => {
        this.#hidden.add(callId);
        this.refresh();
        return accepted({});
      },
      "card.grab": () => {
        parts.hand.grab();
        return accepted({});
      },
      "card.drag": () => {
        parts.hand.drag();
        return accepted({});
      },
      "card.drop": () => {
        parts.hand.drop();
        return accepted({});
      },
      "card.open-window": () => {
        parts.openWindow();
        return accepted({});
      },
    };
  }

  /** To be called when the calls or the place of the window may have changed. */
  refresh(): void {
    const { workplace, place, answerKeys } = this.#parts;
    const now = workplace.get();
    const known = new Set(now.calls.map(({ callId }) => callId));
    for (const kept of [this.#hidden, this.#rang])
      for (const callId of kept) if (!known.has(callId)) kept.delete(callId);
    const at = place();
    // Whoever looked at the window has seen the talk there; leaving it again is no reason for a card.
    if (at === "front") this.#rang.clear();
    const sight = { place: at, hidden: this.#hidden, rang: this.#rang, answerKeys: answerKeys() };
    const card = callCard(now, sight);
    if (card?.kind === "ring") this.#rang.add(card.call.callId);
    if (isEqual(card, this.#card)) return;
    this.#card = card;
    this.#parts.show(card);
  }
}
