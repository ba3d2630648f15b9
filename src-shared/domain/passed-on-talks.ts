import type { LogEvent } from "../events/log-event.ts";
import type { OperatorState } from "./operator-status.ts";
import type { PassedOnTalk } from "./wrap-up.ts";

/** The facts of what an operator writes up of talks that went on without them. */
export type PassedOnEvent = Extract<LogEvent, { type: `operator.wrap-up-${string}` }>;

/** Whether a fact is about a talk that was passed on and is still to be written up. */
export function isPassedOnEvent(event: LogEvent): event is PassedOnEvent {
  return event.type.startsWith("operator.wrap-up-");
}

/** What the operator still writes up after a fact. */
export function foldPassedOn(state: OperatorState, event: PassedOnEvent): OperatorState {
  const { passedOn = [], ...rest } = state;
  const after = passedOnAfter(passedOn, event);
  return after.length === 0 ? rest : { ...rest, passedOn: after };
}

function passedOnAfter(before: readonly PassedOnTalk[], event: PassedOnEvent): readonly PassedOnTalk[] {
  const { interactionId } = event.payload;
  const others = before.filter((talk) => talk.interactionId !== interactionId);
  switch (event.type) {
    case "operator.wrap-up-began": {
      const { queueId, talkMs, heldMs, wrapUp } = event.payload;
      // Passed on again before the first was written up: it is one piece of work, with the time of the last.
      const talk = { interactionId, queueId, passedOnAtMs: event.atMs, talkMs, heldMs };
      return [...others, { ...talk, wrapUp: { ...wrapUp, extensions: 0 } }];
    }
    case "operator.wrap-up-extended": {
      const { untilMs } = event.payload;
      return before.map((talk) =>
        talk.interactionId === interactionId
          ? { ...talk, wrapUp: { ...talk.wrapUp, untilMs, extensions: talk.wrapUp.extensions + 1 } }
          : talk,
      );
    }
    case "operator.wrap-up-ended":
      return others;
  }
}
