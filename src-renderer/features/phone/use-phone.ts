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
  /** Holds the talk that goes on, if any, and returns to the other one. */
  readonly switchTo: (call: CallView, from: CallView | null) => Promise<void>;
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
      async switchTo({ callId }, from) {
        if (from && from.heldSinceMs === null) {
          const held = await command("calls.set-held", { callId: from.callId, held: true });
          if (!held.ok) return;
        }
        await command("calls.set-held", { callId, held: false });
      },
    }),
    [command],
  );
}
