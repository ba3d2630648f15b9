import { useMemo } from "react";
import { create } from "zustand";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { useCommand } from "../../lib/use-command.ts";

type PhoneState = {
  /** The call whose keypad is open. */
  readonly keypadOf: string | null;
};

export const usePhoneStore = create<PhoneState>(() => ({ keypadOf: null }));

export const DIAL_FIELD_ID = "phone-dial";

export function focusDialField(): void {
  const field = document.getElementById(DIAL_FIELD_ID);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}

export function setKeypadOf(callId: string | null): void {
  usePhoneStore.setState({ keypadOf: callId });
}

export type CallActions = {
  readonly answer: (call: CallView) => void;
  readonly reject: (call: CallView) => void;
  readonly hangUp: (call: CallView) => void;
  readonly toggleMuted: (call: CallView) => void;
  readonly toggleHeld: (call: CallView) => void;
  readonly sendTone: (call: CallView, tone: string) => void;
  readonly dial: (target: string) => void;
  /** Returns to a held talk; main holds the one that goes on first. */
  readonly resume: (call: CallView) => void;
};

export function useCallActions(): CallActions {
  const command = useCommand();
  return useMemo<CallActions>(
    () => ({
      answer: ({ callId }) => void command("calls.answer", { callId }),
      reject: ({ callId }) => void command("calls.reject", { callId }),
      hangUp: ({ callId }) => void command("calls.hang-up", { callId }),
      toggleMuted: ({ callId, isMuted }) => void command("calls.set-muted", { callId, muted: !isMuted }),
      toggleHeld: ({ callId, heldSinceMs }) => void command("calls.set-held", { callId, held: heldSinceMs === null }),
      sendTone: ({ callId }, tones) => void command("calls.send-dtmf", { callId, tones }),
      dial: (target) => void command("calls.dial", { target }),
      resume: ({ callId }) => void command("calls.set-held", { callId, held: false }),
    }),
    [command],
  );
}
