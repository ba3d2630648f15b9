import type { Clock } from "../core/ports/clock.ts";
import type { WorkplaceService } from "../core/workplace/workplace-shape.ts";

/** Resolves when the phone is registered and the operator's window has drawn the workplace. */
export function whenReady(workplace: WorkplaceService): Promise<void> {
  return new Promise((resolve) => {
    let isPainted = false;
    const look = () => {
      if (!isPainted || workplace.get().phone.state !== "ready") return;
      stopPainted();
      stopChanged();
      resolve();
    };
    const stopPainted = workplace.onPainted(({ what }) => {
      if (what === "workplace") isPainted = true;
      look();
    });
    const stopChanged = workplace.onChanged(look);
  });
}

/** Resolves when the operator's window has drawn the workplace, or has not in time. */
export function whenDrawn(
  workplace: Pick<WorkplaceService, "onPainted">,
  clock: Pick<Clock, "after">,
  limitMs: number,
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stopPainted();
      stopTimer();
      resolve();
    };
    const stopTimer = clock.after(limitMs, done);
    const stopPainted = workplace.onPainted(({ what }) => {
      if (what === "workplace") done();
    });
  });
}
