import { ask } from "../../lib/ask.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";

/** Whether the operator was shown around, and the word that they were. */
export function useTourDone(): { readonly isDone: boolean; readonly markDone: () => void } {
  const operatorId = useWorkplace(({ operator }) => operator?.operatorId ?? null);
  const done = useWorkplace(({ preferences }) => preferences.tourDone);
  const isDone = operatorId === null || (done?.includes(operatorId) ?? false);
  const markDone = () => {
    if (!isDone && operatorId !== null)
      void ask("preferences.set", { tourDone: [...(done ?? []).slice(-99), operatorId] });
  };
  return { isDone, markDone };
}
