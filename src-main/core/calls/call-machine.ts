import { handleCommand } from "./call-commands.ts";
import type { CallEffect, CallEvent, CallRefusal } from "./call-effect.ts";
import { handleReport } from "./call-reports.ts";
import type { CallsState } from "./call-state.ts";
import { changeStanding } from "./standing-effects.ts";
import { settleConsultations } from "./transfer-steps.ts";
import { Turn } from "./turn.ts";

/** What one step gives: the state after it, what is to be done, and for a command the reason it was refused. */
export type CallStep = {
  readonly state: CallsState;
  readonly effects: readonly CallEffect[];
  readonly refusal: CallRefusal | null;
};

/**
 * The life of all calls of a desktop; several at once, of which one is live (heard and spoken to), or all of a conference.
 *
 * ```
 *  incoming --> ringing --answer--> connecting --established--> talking --hang-up--> ending --ended--> ended --4 s--> gone
 *                  |      (first the talk before it     ^          |                    ^                ^
 *                  |       is held, the media window    |          | media lost         |                |
 *                  |       is there)                    |          +--------------------+                |
 *                  +--reject---------------------------------------------------------- > +               |
 *  dial ------> dialling --183 with sound--> early-media --established--+                                |
 *                  |                             |                                                       |
 *                  +-----------------------------+-- ended (by the far side, the network, a limit) ------+
 * ```
 *
 * Hold of this side has its own diagram (`OwnHold`), as has the dialog (`DialogState`): a talk whose dialog is gone
 * after the flow was lost goes on as `detached` until its sound stops or the operator hangs up.
 */
export function reduce(before: CallsState, event: CallEvent, nowMs: number): CallStep {
  const turn = new Turn(before, nowMs);
  let refusal: CallRefusal | null = null;
  if (event.type === "command") refusal = handleCommand(turn, event.command);
  else handleReport(turn, event);
  settleConsultations(turn);
  return { state: turn.state, effects: [...turn.effects, ...changeStanding(before, turn.state, nowMs)], refusal };
}
