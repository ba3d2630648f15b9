import { useCallback, useEffect, useRef } from "react";
import { TYPING_EVERY_MS, VIEWING_EVERY_MS } from "../../../src-shared/domain/attention.ts";
import type { ConversationId } from "../../../src-shared/ids.ts";
import { ask } from "../../lib/ask.ts";

/** Says that the operator has the conversation before them, while it is in sight; the answer is called when they write. */
export function useAttend(conversationId: ConversationId): () => void {
  const typedAtMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") void ask("conversations.attend", { conversationId, isTyping: false });
    };
    look();
    const timer = setInterval(look, VIEWING_EVERY_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [conversationId]);
  return useCallback(() => {
    const nowMs = performance.now();
    if (nowMs - typedAtMs.current < TYPING_EVERY_MS) return;
    typedAtMs.current = nowMs;
    void ask("conversations.attend", { conversationId, isTyping: true });
  }, [conversationId]);
}
