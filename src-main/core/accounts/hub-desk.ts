import type { HubAccount, HubFailure } from "../../../src-shared/domain/hub-account.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import type { Log } from "../ports/log.ts";

type HubHandlers = Pick<Handlers<WorkplaceContract>, "accounts.try-hub" | "accounts.use-hub" | "accounts.leave-hub">;

export type HubDeskParts = {
  /** Links for a moment: null, or why not. */
  readonly tryHub: (account: HubAccount) => Promise<HubFailure | null>;
  /** Null: the hub inside from the next start on. */
  readonly keep: (account: HubAccount | null) => Promise<void>;
  /** Hub, queue and history are another's then: the program begins anew. */
  readonly restart: () => void;
  readonly hasCalls: () => boolean;
  readonly log: Log;
};

/** Whose hub this desktop works with: the one inside, or a team's elsewhere. */
export class HubDesk {
  readonly handlers: HubHandlers;
  readonly #parts: HubDeskParts;
  #isTrying = false;

  constructor(parts: HubDeskParts) {
    this.#parts = parts;
    this.handlers = {
      "accounts.try-hub": async (account) => {
        if (this.#isTrying) return refused("trial-busy", "later");
        this.#isTrying = true;
        try {
          return accepted({ failure: await parts.tryHub(account) });
        } finally {
          this.#isTrying = false;
        }
      },
      "accounts.use-hub": (account) => this.#use(account),
      "accounts.leave-hub": () => this.#use(null),
    };
  }

  async #use(account: HubAccount | null) {
    const { hasCalls, keep, restart, log } = this.#parts;
    if (hasCalls()) return refused("line-busy", "later");
    try {
      await keep(account);
    } catch (error) {
      log.error({ error }, "the hub's account could not be kept");
      return refused("store-failed", "later");
    }
    restart();
    return accepted({});
  }
}
