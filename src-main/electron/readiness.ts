import type { WorkplaceService } from "../core/workplace/workplace-service.ts";

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
