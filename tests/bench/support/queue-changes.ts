import type { WaitingView } from "../../../src-shared/ipc/waiting-view.ts";

type Changes = {
  readonly isOurs: boolean;
  readonly waiting: readonly WaitingView[];
  readonly perSecond: number;
  readonly seconds: number;
};

/**
 * Changes a queue as a busy centre does (offered, offered to nobody again, gone and another one come) so often a second,
 * and counts the frames that took over 50 ms. Runs in the page, by itself.
 */
export function changeQueue({ isOurs, waiting: first, perSecond, seconds }: Changes) {
  const show = isOurs
    ? (waiting: WaitingView[]) => window.fakeBridge.change({ waiting })
    : (waiting: WaitingView[]) => window.showQueue(waiting);
  let waiting = [...first];
  let changes = 0;
  let frames = 0;
  let slowFrames = 0;
  let seed = 1;
  const chance = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const change = () => {
    const index = chance(waiting.length);
    const one = waiting[index];
    if (!one) return;
    const next =
      changes % 3 === 0
        ? { ...one, interactionId: `came-${changes}` as WaitingView["interactionId"], waitingSinceMs: Date.now() }
        : { ...one, offeredTo: (one.offeredTo === null ? "lev" : null) as WaitingView["offeredTo"] };
    waiting = waiting.with(index, next);
    changes += 1;
    show(waiting);
  };
  show(waiting);
  return new Promise<{ changes: number; frames: number; slowFrames: number }>((resolve) => {
    const startMs = performance.now();
    let frameMs = startMs;
    const timer = setInterval(() => {
      // A timer that came late catches up: so many changes a second, whatever the machine does.
      const due = Math.min(seconds * perSecond, Math.floor(((performance.now() - startMs) / 1000) * perSecond));
      while (changes < due) change();
    }, 1000 / perSecond);
    const frame = (nowMs: number) => {
      frames += 1;
      if (nowMs - frameMs > 50) slowFrames += 1;
      frameMs = nowMs;
      if (nowMs - startMs < seconds * 1000) requestAnimationFrame(frame);
      else {
        clearInterval(timer);
        resolve({ changes, frames, slowFrames });
      }
    };
    requestAnimationFrame(frame);
  });
}
