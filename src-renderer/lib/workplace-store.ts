import { create } from "zustand";
import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import { createLagging } from "./lagging.ts";
import { inNextFrame } from "./next-frame.ts";
import { startWorkplaceFeed } from "./workplace-feed.ts";

type WorkplaceState = {
  readonly workplace: Workplace | null;
  /** Main has not given the workplace although it was asked: the window says so. */
  readonly isTroubled: boolean;
};

/** The one copy of what main shows; features read it through narrow selectors. */
export const useWorkplaceStore = create<WorkplaceState>(() => ({ workplace: null, isTroubled: false }));

/** The same, a frame later: for what stands beside a ring and may wait for it. */
const useSettledStore = create<{ readonly workplace: Workplace | null }>(() => ({ workplace: null }));

export function feedWorkplaceStore(): () => void {
  const settled = createLagging<Workplace>((workplace) => useSettledStore.setState({ workplace }), inNextFrame);
  return startWorkplaceFeed({
    onWorkplace: (workplace) => {
      settled.follow(workplace);
      useWorkplaceStore.setState({ workplace, isTroubled: false });
    },
    onTrouble: () => useWorkplaceStore.setState({ isTroubled: true }),
  });
}

/** Reads a part of the workplace. Only for components under the frame, which is drawn once there is a workplace. */
export function useWorkplace<Part>(select: (workplace: Workplace) => Part): Part {
  return useWorkplaceStore((state) => select(present(state.workplace)));
}

/** Reads a part of the workplace as it was a frame ago, so that the card of a ring is drawn before what this reads. */
export function useSettledWorkplace<Part>(select: (workplace: Workplace) => Part): Part {
  return useSettledStore((state) => select(present(state.workplace)));
}

function present(workplace: Workplace | null): Workplace {
  if (!workplace) throw new Error("There is no workplace yet");
  return workplace;
}
