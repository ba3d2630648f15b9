import type { LogEvent } from "../../src-shared/events/log-event.ts";
import { InteractionId } from "../../src-shared/ids.ts";
import { aLog, anna, aStory, boris, STORY_START_MS, type StoryStep, support } from "./an-interaction.ts";

/** A log of many interactions at once, the same for the same seed: each goes its own legal way, their events interleave. */
export function randomLog(options: { readonly interactions: number; readonly seed: number }): readonly LogEvent[] {
  const random = numbers(options.seed);
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const stories = Array.from({ length: options.interactions }, (_none, index) => [
    ...oneStory(`i-${options.seed}-${index}`, pick),
  ]);
  const steps: StoryStep[] = [];
  while (stories.some((story) => story.length > 0)) {
    if (random() < 0.1) steps.push(statusStep(pick));
    if (random() < 0.05) steps.push(besideStep(pick));
    const next = pick(stories.filter((story) => story.length > 0)).shift();
    if (next) steps.push(next);
  }
  return aLog(steps);
}

function oneStory(name: string, pick: <Value>(values: readonly Value[]) => Value): readonly StoryStep[] {
  const story = aStory(name);
  if (pick([true, false, false]))
    return [
      story.isDialled(pick([anna, boris])),
      story.rings(null),
      story.ends(pick(["busy", "no-answer", "cancelled"])),
    ];
  const start = [story.arrives(), story.waits(), story.rings(anna)];
  const talk = [story.isHeld(), story.isResumed(), story.ends("answered"), story.closes()];
  return pick([
    [...start, story.isAnswered(anna), ...talk],
    [
      ...start,
      story.offerEnds(anna, pick(["no-answer", "declined"])),
      story.rings(boris, 2),
      story.isAnswered(boris),
      ...talk,
    ],
    [...start, story.ends("abandoned")],
    [
      ...start,
      story.isAnswered(anna),
      story.rings(boris, 2),
      story.isTransferred(anna, boris),
      story.ends("interrupted", "system"),
    ],
    start,
    [...start, story.isAnswered(anna)],
  ]);
}

function statusStep(pick: <Value>(values: readonly Value[]) => Value): StoryStep {
  const status = pick(["online", "offline", "break", "not-ready"] as const);
  return {
    type: "operator.status-changed",
    payload: {
      operatorId: pick([anna, boris]),
      status,
      reason: status === "break" ? "lunch" : null,
      limitMs: status === "break" ? 1_800_000 : null,
      by: pick(["operator", "system"] as const),
    },
  };
}

const passedOn = ["i-1", "i-2"].map((id) => InteractionId.parse(id));
const PASSED_ON_TALK = {
  queueId: support,
  talkMs: 40_000,
  heldMs: 2000,
  wrapUp: { untilMs: STORY_START_MS + 60_000, atEnd: "close" },
} as const;

function besideStep(pick: <Value>(values: readonly Value[]) => Value): StoryStep {
  const operatorId = pick([anna, boris]);
  return pick<StoryStep>([
    {
      type: "operator.next-status-changed",
      payload: { operatorId, next: pick([null, { status: "offline" } as const]) },
    },
    {
      type: "operator.wrap-up-began",
      payload: { operatorId, interactionId: pick(passedOn), ...PASSED_ON_TALK },
    },
    {
      type: "operator.wrap-up-extended",
      payload: { operatorId, interactionId: pick(passedOn), untilMs: STORY_START_MS + 90_000, byMs: 30_000 },
    },
    { type: "operator.wrap-up-ended", payload: { operatorId, interactionId: pick(passedOn) } },
    { type: "operator.break-overrun", payload: { operatorId, reason: "lunch", limitMs: 1_800_000 } },
  ]);
}

function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
