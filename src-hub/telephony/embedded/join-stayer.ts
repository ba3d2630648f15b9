import type { HubClock } from "../../clock.ts";
import type { Leg } from "./leg.ts";
import { offerTo } from "./re-invite.ts";

/** How often the stayer is asked again while a re-INVITE of its own is in the way (RFC 3261 §14.1: within 2 s). */
export const JOIN_TRIES = 10;
export const JOIN_PAUSE_MS = 400;

export type StayerJoin = {
  readonly stayer: Leg;
  readonly target: Leg;
  /** What the target offered in the 200 to an INVITE without an offer; its ACK brings the answer. */
  readonly offer: string;
  readonly ackTarget: (description: string | null) => void;
  readonly clock: Pick<HubClock, "after">;
  /** Whether the two are still to be joined. */
  readonly isWanted: () => boolean;
  readonly joined: (answer: string) => void;
  readonly failed: () => void;
};

/**
 * Joins a side that talked before with a target that just answered: the stayer gets the target's offer as a re-INVITE,
 * and the stayer's answer goes to the target in the ACK (RFC 3725 §4.1, flow I).
 */
export function joinStayer(join: StayerJoin): void {
  offer(join, JOIN_TRIES);
}

function offer(join: StayerJoin, triesLeft: number): void {
  const { stayer, target, ackTarget, clock, isWanted, joined, failed } = join;
  if (!isWanted() || target.isOver) {
    ackTarget(null);
    return;
  }
  const giveUp = () => {
    if (!target.flow.isClosed) ackTarget(null);
    failed();
  };
  const again = () => {
    if (triesLeft <= 1) giveUp();
    else clock.after(JOIN_PAUSE_MS, () => offer(join, triesLeft - 1));
  };
  offerTo(stayer, join.offer, {
    accepted: (answer, ackStayer) => {
      ackStayer(null);
      if (answer === null || !isWanted()) return giveUp();
      ackTarget(answer);
      joined(answer);
    },
    rejected: ({ statusCode }) => (statusCode === 491 ? again() : giveUp()),
    busy: again,
  });
}
