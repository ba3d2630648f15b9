import type { ParseKeys } from "i18next";
import { create } from "zustand";
import type { HelpArticleId } from "../../src-shared/domain/help-articles.ts";
import type { ReadThread } from "../features/conversation/thread-dialog.tsx";
import type { CardSubject } from "../features/customer/customer-card-view.tsx";
import type { Section, SettingsPart } from "./shell-model.ts";

type ShellState = {
  readonly section: Section;
  readonly settingsPart: SettingsPart;
  /** The section of that part to bring into sight, by its heading. */
  readonly settingsHeading: ParseKeys | null;
  readonly helpArticle: HelpArticleId;
  /** The call the operator chose to see; the model decides when it is gone. */
  readonly chosenCallId: string | null;
  /** The text the operator chose to see; it stands before a call while it is theirs. */
  readonly chosenConversationId: string | null;
  /** Whose card stands beside the history. */
  readonly openedCustomer: CardSubject | null;
  /** The conversation that is read again. */
  readonly openedThread: ReadThread | null;
  readonly isHelpOpen: boolean;
  readonly isPaletteOpen: boolean;
  readonly isCheckOpen: boolean;
  readonly isSignOutOpen: boolean;
  readonly isTourOpen: boolean;
};

export const useShellStore = create<ShellState>(() => ({
  section: "queue",
  settingsPart: "sound",
  settingsHeading: null,
  helpArticle: "first-day",
  chosenCallId: null,
  chosenConversationId: null,
  openedCustomer: null,
  openedThread: null,
  isHelpOpen: false,
  isPaletteOpen: false,
  isCheckOpen: false,
  isSignOutOpen: false,
  isTourOpen: false,
}));

export function openSection(section: Section): void {
  useShellStore.setState({ section });
}

/** Opens the settings at one of their parts, and in it at the section of this heading. */
export function openSettings(settingsPart: SettingsPart, heading: ParseKeys | null = null): void {
  useShellStore.setState({ section: "settings", settingsPart, settingsHeading: heading });
}

/** Opens the help at an article. */
export function openHelp(helpArticle: HelpArticleId): void {
  useShellStore.setState({ section: "help", helpArticle });
}

/** Says that the section of the settings that was asked for is in sight. */
export function forgetSettingsHeading(): void {
  useShellStore.setState({ settingsHeading: null });
}

export function showCall(callId: string): void {
  useShellStore.setState({ section: "queue", chosenCallId: callId, chosenConversationId: null });
}

export function showConversation(conversationId: string): void {
  useShellStore.setState({ section: "queue", chosenConversationId: conversationId });
}

/** Shows what stands behind the text: the call, what is to be written up, or the start. */
export function leaveConversation(): void {
  useShellStore.setState({ chosenConversationId: null });
}

/** Opens the card of a customer beside the history. */
export function openCustomer({ customer, visit }: Omit<CardSubject, "interactionId">): void {
  useShellStore.setState({ openedCustomer: { customer, interactionId: null, ...(visit && { visit }) } });
}

export function closeCustomer(): void {
  useShellStore.setState({ openedCustomer: null });
}

/** Opens a conversation of the history to be read again. */
export function openThread({ conversationId, customer, channel }: ReadThread): void {
  useShellStore.setState({ openedThread: { conversationId, customer, channel } });
}

export function closeThread(): void {
  useShellStore.setState({ openedThread: null });
}

export function setHelpOpen(isHelpOpen: boolean): void {
  useShellStore.setState({ isHelpOpen });
}

export function setCheckOpen(isCheckOpen: boolean): void {
  useShellStore.setState({ isCheckOpen });
}

export function setPaletteOpen(isPaletteOpen: boolean): void {
  useShellStore.setState({ isPaletteOpen });
}

export function setSignOutOpen(isSignOutOpen: boolean): void {
  useShellStore.setState({ isSignOutOpen });
}

/** The look around begins where one is between contacts. */
export function setTourOpen(isTourOpen: boolean): void {
  useShellStore.setState(isTourOpen ? { isTourOpen, section: "queue" } : { isTourOpen });
}
