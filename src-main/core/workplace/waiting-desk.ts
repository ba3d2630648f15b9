import type { InteractionId } from "../../../src-shared/ids.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { WaitingView, waitingRequests } from "../../../src-shared/ipc/waiting-view.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { LinkCommands } from "../../../src-shared/link/link-contract.ts";
import { accepted } from "../../../src-shared/result.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { MirrorStore } from "../ports/store.ts";
import type { HubKnowledge } from "./hub-knowledge.ts";
import { waitingView } from "./hub-views.ts";

export type WaitingParts = {
  readonly mirror: Pick<MirrorStore, "waiting">;
  readonly outbox: Pick<Outbox, "add" | "pending">;
  readonly hub: Pick<HubKnowledge, "self" | "toLocal" | "queue">;
};

const CANCEL = "callback.cancel";

/** Who waits, and the orders of call-backs among them; what was cancelled here counts before the hub knows of it. */
export class WaitingDesk {
  readonly handlers: Pick<Handlers<WorkplaceContract>, keyof typeof waitingRequests>;
  readonly #parts: WaitingParts;

  constructor(parts: WaitingParts) {
    this.#parts = parts;
    this.handlers = {
      "call-backs.cancel": ({ interactionId, reason }) => {
        // Pressed twice it is asked once.
        if (this.#isCancelling(interactionId)) return accepted({});
        const kept = parts.outbox.add(CANCEL, { interactionId, reason });
        return kept.ok ? accepted({}) : kept;
      },
    };
  }

  /** Nobody before the first welcome: it is not known whose mirror this is. */
  view(): WaitingView[] {
    const { hub, mirror } = this.#parts;
    if (hub.self === null) return [];
    return mirror.waiting().flatMap((interaction) => {
      const view = waitingView(interaction, hub.queue, hub.toLocal);
      if (!view) return [];
      return this.#isCancelling(view.interactionId) ? { ...view, isCancelling: true as const } : view;
    });
  }

  #isCancelling(interactionId: InteractionId): boolean {
    return this.#parts.outbox.pending().some(({ name, input }) => {
      const parsed = name === CANCEL ? LinkCommands[CANCEL].input.safeParse(input) : null;
      return parsed?.success === true && parsed.data.interactionId === interactionId;
    });
  }
}
