import { useEffect } from "react";
import { create } from "zustand";
import { bridge } from "./bridge.ts";
import { type Mark, MarkBook } from "./mark-book.ts";

const useMarkStore = create<{ readonly marks: readonly Mark[] }>(() => ({ marks: [] }));
const book = new MarkBook((marks) => useMarkStore.setState({ marks }));

/** Listens to who writes and who looks on; once in a window. */
export function useMarkFeed(): void {
  useEffect(() => bridge().on("conversations.marked", (mark) => book.hear(mark)), []);
}

/** Whether the customer of a conversation writes now. */
export function useIsCustomerTyping(conversationId: string): boolean {
  return useMarkStore(({ marks }) =>
    marks.some((mark) => mark.conversationId === conversationId && mark.colleague === null),
  );
}

/** Who of the team writes in a conversation or has it before them, by name; one name for each kind is enough. */
export function useColleagueAt(conversationId: string, isTyping: boolean): string | null {
  return useMarkStore(
    ({ marks }) =>
      marks.find((mark) => mark.conversationId === conversationId && mark.colleague && mark.isTyping === isTyping)
        ?.colleague ?? null,
  );
}
