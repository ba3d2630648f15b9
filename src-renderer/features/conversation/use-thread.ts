import { useEffect, useRef, useState } from "react";
import type { ConversationId } from "../../../src-shared/ids.ts";
import { ask } from "../../lib/ask.ts";
import { bridge } from "../../lib/bridge.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import {
  EMPTY_THREAD,
  seenUpto,
  type Thread,
  withNewest,
  withOlder,
  withoutHub,
  withoutNewest,
} from "./thread-model.ts";

const AGAIN_MS = 1000;

/** The messages of a conversation, kept fresh; the component that uses it stands for one conversation. */
export function useThread(conversationId: ConversationId) {
  const [thread, setThread] = useState<Thread>(EMPTY_THREAD);
  const isOnline = useWorkplace((workplace) => workplace.link.state === "online");
  useEffect(() => {
    let last = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      last += 1;
      const own = last;
      clearTimeout(timer);
      void readNewest(conversationId, isOnline).then(({ change, isMissing }) => {
        // A later read is on its way, or was answered first; after the end there is nobody to show it to.
        if (own !== last) return;
        setThread(change);
        if (isMissing) timer = setTimeout(read, AGAIN_MS);
      });
    };
    read();
    const unsubscribe = bridge().on("conversations.changed", (told) => {
      if (told.conversationId === conversationId) read();
    });
    return () => {
      last += 1;
      clearTimeout(timer);
      unsubscribe();
    };
  }, [conversationId, isOnline]);
  // A place far up, apart from the newest messages; null: the newest are shown.
  const [past, setPast] = useState<Thread | null>(null);
  const shown = past ?? thread;
  const isReading = useRef(false);
  const readOlder = async () => {
    if (isReading.current) return;
    isReading.current = true;
    const page = await ask("conversations.read", { conversationId, beforeSeq: shown.beforeSeq });
    isReading.current = false;
    if (!page.ok) return;
    const longer = withOlder(shown, page.value);
    const oldest = withoutNewest(longer);
    if (past || oldest) setPast(oldest ?? longer);
    else setThread((before) => withOlder(before, page.value));
  };
  /** Shows a message with what stands around it. */
  const show = async (messageId: string, seq: number | null) => {
    const isThere = ({ messages }: Thread) => messages.some((message) => message.messageId === messageId);
    if (isThere(shown)) return;
    if (isThere(thread)) return setPast(null);
    if (seq === null) return;
    const page = await ask("conversations.read", { conversationId, beforeSeq: null, aroundSeq: seq });
    if (page.ok) setPast({ state: "ready", messages: page.value.messages, beforeSeq: page.value.beforeSeq });
  };
  return { thread: shown, isPast: past !== null, readOlder, show, showNewest: () => setPast(null) };
}

/** `isMissing`: the link is up, and still the hub did not answer. Who walks through many fast may be told to wait. */
type Newest = { readonly change: (before: Thread) => Thread; readonly isMissing: boolean };

/** What the newest page, or without the hub our own unsent messages, make of a thread. */
async function readNewest(conversationId: ConversationId, isOnline: boolean): Promise<Newest> {
  const page = await (isOnline ? ask("conversations.read", { conversationId, beforeSeq: null }) : null);
  if (page?.ok) return { change: (before) => withNewest(before, page.value), isMissing: false };
  if (page && page.code !== "hub-away")
    return { change: (before) => ({ ...before, state: "failed" }), isMissing: false };
  const unsent = await ask("conversations.unsent", { conversationId });
  return { change: (before) => (unsent.ok ? withoutHub(before, unsent.value.messages) : before), isMissing: isOnline };
}

/** Tells the hub what of the conversation the operator has before them, once for each new message. */
export function useSee(conversationId: ConversationId, messages: Thread["messages"]): void {
  const told = useRef(0);
  const uptoSeq = seenUpto(messages);
  useEffect(() => {
    const see = () => {
      if (uptoSeq === null || uptoSeq <= told.current || document.visibilityState !== "visible") return;
      told.current = uptoSeq;
      void ask("conversations.see", { conversationId, uptoSeq });
    };
    see();
    document.addEventListener("visibilitychange", see);
    return () => document.removeEventListener("visibilitychange", see);
  }, [conversationId, uptoSeq]);
}
