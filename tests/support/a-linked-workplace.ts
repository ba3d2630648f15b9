import { aWelcome } from "./a-workplace.ts";
import { aLog, anna, aStory, type StoryStep } from "./an-interaction.ts";
import { aWorld, type World } from "./fake-workplace-world.ts";

export const ACCOUNT = { url: "http://127.0.0.1:4000", login: "anna", secret: "a-long-secret" };
export const story = aStory();
export const ringing = [story.arrives(), story.waits(), story.rings(anna)];

export function annaIs(status: "online" | "break" | "offline"): StoryStep {
  const isBreak = status === "break";
  return {
    type: "operator.status-changed",
    payload: {
      operatorId: anna,
      status,
      reason: isBreak ? "lunch" : null,
      limitMs: isBreak ? 1_800_000 : null,
      by: "operator",
    },
  };
}

export function feed(world: World, steps: readonly StoryStep[], afterSeq = 0): void {
  const events = aLog(steps, afterSeq + 1);
  world.link.frame({ afterSeq, uptoSeq: afterSeq + events.length, events: [...events] });
}

/** A workplace whose hub has just said welcome, and told these steps; `before`: on what a process before it left. */
export function linked(steps: readonly StoryStep[] = [], hubTimeMs?: number, before?: World): World {
  const world = aWorld(before);
  world.workplace.start(ACCOUNT);
  world.link.welcome(
    aWelcome({ headSeq: steps.length, hubTimeMs: hubTimeMs ?? world.clock.nowMs() }),
    world.clock.nowMs(),
  );
  if (steps.length > 0) feed(world, steps);
  return world;
}
