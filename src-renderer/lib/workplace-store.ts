import { create } from "zustand";
import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import { startWorkplaceFeed } from "./workplace-feed.ts";

type WorkplaceState = {
  readonly workplace: Workplace | null;
  /** Main has not given the workplace although it was asked: the window says so. */
  readonly isTroubled: boolean;
};

/** The one copy of what main shows; features read it through narrow selectors. */
export const useWorkplaceStore = create<WorkplaceState>(() => ({ workplace: null, isTroubled: false }));

export function feedWorkplaceStore(): () => void {
  return startWorkplaceFeed({
    onWorkplace: (workplace) => useWorkplaceStore.setState({ workplace, isTroubled: false }),
    onTrouble: () => useWorkplaceStore.setState({ isTroubled: true }),
  });
}

/** Reads a part of the workplace. Only for components under the frame, which is drawn once there is a workplace. */
export function useWorkplace<Part>(select: (workplace: Workplace) => Part): Part {
  return useWorkplaceStore((state) => {
    if (!state.workplace) throw new Error("There is no workplace yet");
    return select(state.workplace);
  });
}
