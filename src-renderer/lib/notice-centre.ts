import { create } from "zustand";

/** Whether the notification centre is open: what is told meanwhile is told there. */
export const useNoticeCentre = create<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

export function setNoticeCentreOpen(isOpen: boolean): void {
  useNoticeCentre.setState({ isOpen });
}
