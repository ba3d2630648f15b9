import { create } from "zustand";
import type { Section, SettingsPart } from "./shell-model.ts";

type ShellState = {
  readonly section: Section;
  readonly settingsPart: SettingsPart;
  /** The call the operator chose to see; the model decides when it is gone. */
  readonly chosenCallId: string | null;
  readonly isHelpOpen: boolean;
  readonly isCheckOpen: boolean;
};

export const useShellStore = create<ShellState>(() => ({
  section: "queue",
  settingsPart: "sound",
  chosenCallId: null,
  isHelpOpen: false,
  isCheckOpen: false,
}));

export function openSection(section: Section): void {
  useShellStore.setState({ section });
}

/** Opens the settings at one of their parts. */
export function openSettings(settingsPart: SettingsPart): void {
  useShellStore.setState({ section: "settings", settingsPart });
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
