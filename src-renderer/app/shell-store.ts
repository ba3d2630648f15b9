import { create } from "zustand";
import type { Section } from "./shell-model.ts";

type ShellState = {
  readonly section: Section;
  /** The call the operator chose to see; the model decides when it is gone. */
  readonly chosenCallId: string | null;
  readonly isHelpOpen: boolean;
  readonly isCheckOpen: boolean;
};

export const useShellStore = create<ShellState>(() => ({
  section: "queue",
  chosenCallId: null,
  isHelpOpen: false,
  isCheckOpen: false,
}));

export function openSection(section: Section): void {
  useShellStore.setState({ section });
}

export function showCall(callId: string): void {
  useShellStore.setState({ section: "queue", chosenCallId: callId });
}

export function setHelpOpen(isHelpOpen: boolean): void {
  useShellStore.setState({ isHelpOpen });
}

export function setCheckOpen(isCheckOpen: boolean): void {
  useShellStore.setState({ isCheckOpen });
}
