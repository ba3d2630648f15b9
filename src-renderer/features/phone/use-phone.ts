import { useMemo } from "react";
import { create } from "zustand";
import type { HandOverCard } from "../../../src-shared/domain/hand-over.ts";
import type { LineId } from "../../../src-shared/ids.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { useCommand } from "../../lib/use-command.ts";

type PhoneState = {
  /** The call whose keypad is open. */
  readonly keypadOf: string | null;
  /** The call whose list of colleagues is open. */
  readonly transferOf: string | null;
};

export const usePhoneStore = create<PhoneState>(() => ({ keypadOf: null, transferOf: null }));

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

export function setTransferOf(callId: string | null): void {
  usePhoneStore.setState({ transferOf: callId });
}

/** `card`: what the next one is told; an empty one is as none. */
type PassOn = (call: CallView, target: string, name: string | null, card?: HandOverCard) => void;

export type CallActions = {
  readonly answer: (call: CallView) => void;
  readonly reject: (call: CallView) => void;
  readonly hangUp: (call: CallView) => void;
  readonly toggleMuted: (call: CallView) => void;
  readonly toggleHeld: (call: CallView) => void;
  readonly sendTone: (call: CallView, tone: string) => void;
  readonly dial: (target: string) => void;
  /** Calls somebody by the line they are known on. */
  readonly callPerson: (lineId: LineId, target: string, name: string | null) => void;
  readonly transfer: PassOn;
  readonly consult: PassOn;
  readonly completeTransfer: (call: CallView) => void;
  readonly takeBack: (call: CallView) => void;
  readonly startConference: (call: CallView) => void;
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
      callPerson: (lineId, target, name) => void command("calls.dial", { target, by: { lineId, name } }),
      transfer: ({ callId }, target, name, card) =>
        void command("calls.transfer", { callId, target, name, ...(isWritten(card) && { card }) }),
      consult: ({ callId }, target, name, card) =>
        void command("calls.consult", { callId, target, name, ...(isWritten(card) && { card }) }),
      completeTransfer: ({ callId }) => void command("calls.complete-transfer", { callId }),
      takeBack: ({ callId }) => void command("calls.take-back", { callId }),
      startConference: ({ callId }) => void command("calls.conference", { callId }),
      resume: ({ callId }) => void command("calls.set-held", { callId, held: false }),
    }),
    [command],
  );
}

function isWritten(card: HandOverCard | undefined): card is HandOverCard {
  return card !== undefined && Object.values(card).some(Boolean);
}
