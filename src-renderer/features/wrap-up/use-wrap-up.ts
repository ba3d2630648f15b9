import { useCallback, useEffect, useRef, useState } from "react";
import { create } from "zustand";
import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import { ask } from "../../lib/ask.ts";
import { useCommand } from "../../lib/use-command.ts";

/** A pause in the writing after which the note is kept; what is typed then is at most this old. */
const KEEP_AFTER_MS = 600;

/** Where something of a contact is written. */
export type WrittenField = "note" | "topics" | "next-step";
export type NoteSubject = {
  readonly interactionId: InteractionId;
  readonly customer: Customer;
  /** Where the hand was when it opened by itself; absent: the note. */
  readonly field?: WrittenField;
};

type NoteState = { readonly open: NoteSubject | null };

/** The note that is open by itself: of a contact that is closed already. */
export const useOpenNote = create<NoteState>(() => ({ open: null }));

export function setOpenNote(open: NoteSubject | null): void {
  useOpenNote.setState({ open });
}

/** The text of a note while it is written: read once, kept by itself in every pause, and at the latest on leaving. */
export function useNote(interactionId: InteractionId) {
  const command = useCommand();
  const [text, setText] = useState<string | null>(null);
  const unkept = useRef<string | null>(null);
  const keep = useCallback(() => {
    if (unkept.current === null) return;
    void command("notes.set", { interactionId, text: unkept.current });
    unkept.current = null;
  }, [command, interactionId]);
  useEffect(() => {
    let isGone = false;
    void ask("notes.get", { interactionId }).then((answer) => {
      // What was typed before the answer came is newer.
      if (!isGone && answer.ok) setText((typed) => typed ?? answer.value.text);
    });
    return () => {
      isGone = true;
    };
  }, [interactionId]);
  useEffect(() => keep, [keep]);
  useEffect(() => {
    if (text === null || unkept.current === null) return;
    const timer = setTimeout(keep, KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, keep]);
  const write = useCallback((typed: string) => {
    unkept.current = typed;
    setText(typed);
  }, []);
  return { text: text ?? "", write, keep };
}
