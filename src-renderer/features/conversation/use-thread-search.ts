import { useCallback, useEffect, useEffectEvent, useState } from "react";
import { holdsWords, searchWords } from "../../../src-shared/domain/text-search.ts";
import type { ConversationId } from "../../../src-shared/ids.ts";
import type { ThreadMessage } from "../../../src-shared/ipc/conversations.ts";
import { ask } from "../../lib/ask.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";

/** A person types on; what was typed is looked for once in a while, not at each key. */
const PAUSE_MS = 150;

export type Hit = { readonly messageId: string; readonly seq: number | null };
export type Found = {
  /** The newest first. */
  readonly hits: readonly Hit[];
  /** There may be more, further up. */
  readonly hasMore: boolean;
  /** The hub did not answer: only what was shown was looked through. */
  readonly isLocal: boolean;
};

export type ThreadSearch = {
  readonly typed: string;
  readonly words: readonly string[];
  /** Null: nothing is looked for, or it is not known yet. */
  readonly found: Found | null;
  readonly at: number;
  readonly type: (typed: string) => void;
  /** To the next one that is older (1) or newer (-1), round the ends. */
  readonly step: (by: number) => void;
};

/** Looks for words in a conversation: at the hub through all of it, without it in what is shown. */
export function useThreadSearch(conversationId: ConversationId, shown: readonly ThreadMessage[]): ThreadSearch {
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [at, setAt] = useState(0);
  const isOnline = useWorkplace(({ link }) => link.state === "online");
  const text = typed.trim();
  // What comes meanwhile is not looked through: the place in the list would be lost.
  const look = useEffectEvent((asked: { readonly text: string; readonly isOnline: boolean }) =>
    lookFor(conversationId, asked.text, shown, asked.isOnline),
  );
  useEffect(() => {
    if (text === "") return;
    let isGone = false;
    const timer = setTimeout(() => {
      void look({ text, isOnline }).then((answer) => {
        if (isGone) return;
        setFound(answer);
        setAt(0);
      });
    }, PAUSE_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [text, isOnline]);
  const type = useCallback((next: string) => {
    setTyped(next);
    if (next.trim() === "") setFound(null);
  }, []);
  const count = found?.hits.length ?? 0;
  const step = useCallback(
    (by: number) => setAt((before) => (count === 0 ? 0 : (before + by + count) % count)),
    [count],
  );
  return { typed, words: searchWords(text), found: text === "" ? null : found, at, type, step };
}

async function lookFor(
  conversationId: ConversationId,
  text: string,
  shown: readonly ThreadMessage[],
  isOnline: boolean,
): Promise<Found> {
  const answer = await (isOnline ? ask("conversations.search", { conversationId, text }) : null);
  const isLocal = !answer?.ok;
  const words = searchWords(text);
  // What waits on this desktop the hub cannot find.
  const own = shown
    .filter(({ seq, isDeleted }) => !isDeleted && (isLocal || seq === null))
    .filter((message) => holdsWords([message.text, ...message.files.map(({ name }) => name)].join("\n"), words))
    .map(({ messageId, seq }) => ({ messageId, seq }))
    .reverse();
  return answer?.ok
    ? { hits: [...own, ...answer.value.hits], hasMore: answer.value.hasMore, isLocal }
    : { hits: own, hasMore: false, isLocal };
}
