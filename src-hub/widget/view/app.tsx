import { useEffect, useRef, useState } from "preact/hooks";
import type { PageVisit } from "../../../src-shared/site-chat/entries.ts";
import type { WidgetOptions } from "../dom/options.ts";
import { playTone } from "../dom/tone.ts";
import type { ChatEngine, ChatState } from "../engine/chat-engine.ts";
import type { KeyValueStore } from "../engine/ports.ts";
import type { SiteCall } from "../engine/site-call.ts";
import { wordsOf } from "../words.ts";
import { Icon } from "./icons.tsx";
import { Panel } from "./panel.tsx";

export type AppProps = {
  readonly engine: ChatEngine;
  readonly call: SiteCall | null;
  readonly state: ChatState;
  readonly options: WidgetOptions;
  readonly store: KeyValueStore;
  readonly page: () => PageVisit;
  readonly nowMs: number;
  readonly onOpen: (isOpen: boolean) => void;
};

/** The button, and the chat when it is open. */
export function App({ engine, call, state, options, store, page, nowMs, onOpen }: AppProps) {
  const words = wordsOf(options.lang);
  const [isOpen, setOpen] = useState(() => store.read("open") === "1");
  const [hasSound, setSound] = useState(() => store.read("sound") === "1");
  const launchRef = useRef<HTMLButtonElement>(null);
  const hadUnreadRef = useRef(state.unread);
  const { unread } = state;
  const isCalling = call?.isUp ?? false;

  const open = (next: boolean) => {
    setOpen(next);
    if (next) store.write("open", "1");
    else store.remove("open");
  };
  useEffect(() => {
    onOpen(isOpen);
    if (isOpen) engine.start();
  }, [engine, isOpen, onOpen]);
  // After each drawing: what stands in an open chat on a page that is looked at has been seen.
  useEffect(() => {
    if (isOpen && document.visibilityState === "visible") engine.sawAll();
  });
  useEffect(() => {
    const look = () => {
      if (isOpen && document.visibilityState === "visible") engine.sawAll();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [engine, isOpen]);
  useEffect(() => {
    if (unread > hadUnreadRef.current && hasSound) playTone();
    hadUnreadRef.current = unread;
  }, [unread, hasSound]);

  if (!isOpen)
    return (
      <button
        ref={launchRef}
        type="button"
        class="launch"
        aria-label={isCalling ? words.call.back : unread > 0 ? words.openUnread(unread) : words.open}
        onClick={() => open(true)}
      >
        <Icon name={isCalling ? "call" : "chat"} size={30} />
        {unread > 0 && (
          <span class="badge" aria-hidden="true">
            {unread > 99 ? "99+" : unread}
          </span>
        )}
        <span class="sr" role="status">
          {unread > 0 && `${words.newMessages}: ${unread}`}
        </span>
      </button>
    );
  return (
    <Panel
      view={{ engine, call, state, options, words, nowMs }}
      page={page}
      draft={{
        read: () => store.read("draft") ?? "",
        write: (text) => (text ? void store.write("draft", text) : store.remove("draft")),
      }}
      hasSound={hasSound}
      onSound={() => {
        if (hasSound) store.remove("sound");
        else store.write("sound", "1");
        setSound(!hasSound);
      }}
      onClose={() => {
        open(false);
        // The button takes the focus back when it is drawn again.
        setTimeout(() => launchRef.current?.focus());
      }}
    />
  );
}
