import { useEffect } from "react";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import { useCallRequest } from "../features/call-request/use-call-request.ts";
import { tileBlock } from "../features/phone/phone-model.ts";
import { conferenceBlock, joinBlock, tileSetOf } from "../features/phone/transfer-model.ts";
import {
  type CallActions,
  focusDialField,
  setKeypadOf,
  setTransferOf,
  useCallActions,
  usePhoneStore,
} from "../features/phone/use-phone.ts";

import { setStatusMenuOpen, useStatusMenu } from "../features/status/use-status.ts";
import { type HotkeyAction, isTextField, matchHotkey, opensByArrow } from "../lib/hotkeys.ts";
import { useWorkplaceStore } from "../lib/workplace-store.ts";
import { walkConversations, walkPanes } from "./panes/pane-walk.ts";
import { openSection, setHelpOpen, setPaletteOpen, showCall, useShellStore } from "./shell-store.ts";

/** The keys of the window; letters act on the call that the centre shows. */
export function useWindowKeys(call: CallView | null): void {
  const actions = useCallActions();
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const action = matchHotkey(event, isTextField(event.target));
      if (!action || isBehindDialog(action, event.target)) return;
      if (action.startsWith("conversation-") && opensByArrow(event.target)) return;
      event.preventDefault();
      if (!event.repeat) performHotkey(action, call, actions);
    };
    window.addEventListener("keydown", handleKeyDown);
    return () => window.removeEventListener("keydown", handleKeyDown);
  }, [call, actions]);
}

/** While a dialog is open, only the end of a call is still a key; over one that must be seen to there are no commands. */
function isBehindDialog(action: HotkeyAction, target: EventTarget | null): boolean {
  const { isHelpOpen, isPaletteOpen } = useShellStore.getState();
  if (action === "hang-up") return false;
  if (action === "palette" || action.startsWith("pane-"))
    return document.querySelector("[role=dialog][aria-modal=true]") !== null;
  // What is typed between the opening of the commands and their drawing is meant for them, and is no letter of the talk.
  return isHelpOpen || useCallRequest.getState().request !== null || (isPaletteOpen && !isTextField(target));
}

/** Does what a key of the window does; the letters of a talk act on `call`. */
export function performHotkey(action: HotkeyAction, call: CallView | null, actions: CallActions): void {
  if (action === "dial") focusDialField();
  else if (action === "status") setStatusMenuOpen(!useStatusMenu.getState().isOpen);
  else if (action === "section-queue") openSection("queue");
  else if (action === "section-history") openSection("history");
  else if (action === "pane-next") walkPanes(1);
  else if (action === "pane-previous") walkPanes(-1);
  else if (action === "conversation-next") walkConversations(1);
  else if (action === "conversation-previous") walkConversations(-1);
  else if (action === "guide") openGuide();
  else if (action === "help") setHelpOpen(true);
  else if (action === "palette") setPaletteOpen(!useShellStore.getState().isPaletteOpen);
  else if (call && call.phase !== "ended") performOnCall(action, call, actions);
}

/** In a talk F1 is left for asking somebody to help, and nothing takes the talk out of sight. */
function openGuide(): void {
  const { calls } = useWorkplaceStore.getState().workplace ?? { calls: [] };
  if (calls.every(({ phase }) => phase === "ended")) openSection("help");
}

type CallAction = "mute" | "hold" | "keypad" | "transfer" | "conference" | "hang-up";

function performOnCall(action: CallAction, call: CallView, actions: CallActions): void {
  const { calls } = useWorkplaceStore.getState().workplace ?? { calls: [] };
  if (action === "hang-up") actions.hangUp(call);
  else if (action === "transfer") transferByKey(call, calls, actions);
  else if (action === "conference") {
    if (conferenceBlock(call, calls) === null) actions.startConference(call);
  } else if (tileSetOf(call) !== "plain" && action !== "mute") return;
  else if (tileBlock(call, action)) return;
  else if (action === "mute") actions.toggleMuted(call);
  else if (action === "hold") actions.toggleHeld(call);
  else toggleKeypad(call);
}

function transferByKey(call: CallView, calls: readonly CallView[], actions: CallActions): void {
  if (tileSetOf(call) === "consultation") {
    if (joinBlock(call, calls) === null) actions.completeTransfer(call);
  } else if (tileSetOf(call) === "plain" && !tileBlock(call, "transfer")) {
    showCall(call.callId);
    setTransferOf(call.callId);
  }
}

function toggleKeypad({ callId }: CallView): void {
  const isOpen = usePhoneStore.getState().keypadOf === callId;
  if (!isOpen) showCall(callId);
  setKeypadOf(isOpen ? null : callId);
}
