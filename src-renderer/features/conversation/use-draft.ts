import { useEffect, useState } from "react";
import type { ConversationId } from "../../../src-shared/ids.ts";
import { ask } from "../../lib/ask.ts";
import { DraftBook } from "./draft-book.ts";

const book = new DraftBook((conversationId, text) => {
  void ask("drafts.set", { conversationId, text });
});

/** The draft of one conversation; `text` null: it is still being fetched. */
export function useDraft(conversationId: ConversationId) {
  const [text, setText] = useState(() => book.text(conversationId));
  const isFetched = text !== null;
  useEffect(() => {
    if (isFetched) return;
    let isGone = false;
    void ask("drafts.get", { conversationId }).then((kept) => {
      if (!isGone) setText((typed) => typed ?? (kept.ok ? kept.value.text : ""));
    });
    return () => {
      isGone = true;
    };
  }, [conversationId, isFetched]);
  useEffect(() => () => book.settle(conversationId), [conversationId]);
  return {
    text,
    write: (written: string) => {
      setText(written);
      book.write(conversationId, written);
    },
    clear: () => {
      setText("");
      book.clear(conversationId);
    },
  };
}
