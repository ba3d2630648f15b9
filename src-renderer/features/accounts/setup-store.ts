import { create } from "zustand";

/** What the setup window was opened by: the person, or a link of another program to this host. */
export type AskedSetup =
  | { readonly from: "person" }
  | { readonly from: "link"; readonly number: number; readonly host: string };

type SetupState = {
  readonly asked: AskedSetup | null;
  /** Grows with each opening, so that one link's steps never go on with another's. */
  readonly count: number;
};

export const useSetupStore = create<SetupState>(() => ({ asked: null, count: 0 }));

export function askForSetup(asked: AskedSetup | null): void {
  useSetupStore.setState(({ count }) => ({ asked, count: count + 1 }));
}
