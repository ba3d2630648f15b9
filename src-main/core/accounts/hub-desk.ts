import type { KeptHub } from "../../../src-shared/domain/hub-account.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import type { Log } from "../ports/log.ts";

type HubHandlers = Pick<Handlers<WorkplaceContract>, "accounts.leave-hub">;

export type HubDeskParts = {
  /** Null: the hub inside from the next start on. */
  readonly keep: (account: KeptHub | null) => Promise<void>;
  /** Hub, queue and history are another's then: the program begins anew. */
  readonly restart: () => void;
  readonly hasCalls: () => boolean;
  readonly log: Log;
};

/** Whose hub this desktop works with: the one inside, or a team's elsewhere. */
export class HubDesk {
  readonly handlers: HubHandlers;
  readonly #parts: HubDeskParts;

  constructor(parts: HubDeskParts) {
    this.#parts = parts;
    this.handlers = { "accounts.leave-hub": () => this.use(null) };
  }

  /** Works with a team's hub from now on (null: with the one inside): the program begins anew. Refused while there is a call. */
  async use(account: KeptHub | null) {
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
