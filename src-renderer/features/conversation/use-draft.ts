import { useEffect, useState } from "react";
import type { ConversationId } from "../../../src-shared/ids.ts";
import { ask } from "../../lib/ask.ts";
import { DraftBook } from "./draft-book.ts";
import { emptyTray, fillTray } from "./file-tray.ts";

const book = new DraftBook((conversationId, text) => {
  void ask("drafts.set", { conversationId, text });
});

/** It is another's conversation now: what was being written here went along, or is of no use. */
export function forgetDraft(conversationId: ConversationId): void {
  book.clear(conversationId);
  emptyTray(conversationId);
  // A last key may have been kept after main let go of it.
  void ask("drafts.set", { conversationId, text: "" });
}

/** The draft of one conversation; `text` null: it is still being fetched. */
export function useDraft(conversationId: ConversationId) {
  const [text, setText] = useState(() => book.text(conversationId));
  const isFetched = text !== null;
  useEffect(() => {
    if (isFetched) return;
    let isGone = false;
    void ask("drafts.get", { conversationId }).then((kept) => {
      if (isGone) return;
      setText((typed) => typed ?? (kept.ok ? kept.value.text : ""));
      if (kept.ok) fillTray(conversationId, kept.value.files);
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
