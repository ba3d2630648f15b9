import { Button } from "@mantine/core";
import { IconCheck, IconSearch } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationView } from "../../../src-shared/ipc/conversations.ts";
import { customerTitle } from "../../lib/format-phone.ts";
import { useCommand } from "../../lib/use-command.ts";
import { ChannelTile } from "../../ui/channel-tile.tsx";
import { HandOverCardView } from "../../ui/hand-over-card.tsx";
import { Message } from "../../ui/message.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { SkeletonRows } from "../../ui/skeleton-rows.tsx";
import css from "./conversation-view.module.css";
import { useFileTray } from "./file-tray.ts";
import { Composer } from "./parts/composer.tsx";
import { MarkLine } from "./parts/mark-line.tsx";
import { MessageRow } from "./parts/message-row.tsx";
import { PassingLine } from "./parts/passing-line.tsx";
import { SearchLine } from "./parts/search-line.tsx";
import { TransferButton } from "./parts/transfer-button.tsx";
import type { Thread } from "./thread-model.ts";
import { useAttend } from "./use-attend.ts";
import { useDraft } from "./use-draft.ts";
import { useDrop } from "./use-drop.ts";
import { useSee, useThread } from "./use-thread.ts";
import { type Hit, useThreadSearch } from "./use-thread-search.ts";

type ConversationProps = {
  readonly conversation: ConversationView;
  /** The word for the channel. */
  readonly channel: string;
  /** There is something to write up; null: nothing. */
  readonly onWrapUp: (() => void) | null;
  readonly onManageReplies: () => void;
};

/** A text conversation of this operator: the messages, and what is written next. */
export function Conversation({ conversation, channel, onWrapUp, onManageReplies }: ConversationProps) {
  const { t } = useTranslation();
  const command = useCommand();
  const { conversationId, interactionId, customer, queueName, isAnswering, handOver, passing } = conversation;
  const { thread, isPast, readOlder, show, showNewest } = useThread(conversationId);
  const search = useThreadSearch(conversationId, thread.messages);
  const [isSearching, setIsSearching] = useState(false);
  useSearchKey(() => setIsSearching(true));
  const view = useRef<HTMLElement>(null);
  const closeSearch = () => {
    setIsSearching(false);
    search.type("");
    view.current?.querySelector("textarea")?.focus();
  };
  const hit = isSearching ? (search.found?.hits[search.at] ?? null) : null;
  useSee(conversationId, thread.messages);
  const attend = useAttend(conversationId);
  const draft = useDraft(conversationId);
  const tray = useFileTray(conversationId);
  const drop = useDrop(tray.add);
  return (
    <section
      ref={view}
      className={css.conversation}
      aria-label={t("conversation.title", { customer: customerTitle(customer) })}
      {...drop.handlers}
    >
      {drop.isOver && <p className={css.dropping}>{t("conversation.drop")}</p>}
      <header className={css.head}>
        <ChannelTile direction="text" label={channel} />
        <div className={css.who}>
          <h2 className={css.name}>{customerTitle(customer)}</h2>
          <p className={css.note}>{[channel, queueName].filter(Boolean).join(" · ")}</p>
        </div>
        <button
          type="button"
          className={css.tool}
          aria-label={t("conversation.openSearch")}
          title={t("conversation.openSearch")}
          onClick={() => (isSearching ? closeSearch() : setIsSearching(true))}
        >
          <IconSearch size={18} stroke={1.5} aria-hidden />
        </button>
        <TransferButton
          conversation={conversation}
          hasDraft={(draft.text ?? "").trim() !== ""}
          hasFiles={tray.files.length > 0}
        />
        {onWrapUp && (
          <Button variant="default" onClick={onWrapUp}>
            {t("conversation.toWrapUp")}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconCheck size={16} stroke={1.5} aria-hidden />}
          disabled={isAnswering === true}
          onClick={() => void command("conversations.close", { interactionId })}
        >
          {t("conversation.finish")}
        </Button>
      </header>
      <PassingLine interactionId={interactionId} passing={passing} />
      {isSearching && <SearchLine search={search} onClose={closeSearch} />}
      <Messages
        thread={thread}
        conversation={conversation}
        words={isSearching ? search.words : []}
        hit={hit}
        onShow={show}
        onOlder={() => void readOlder()}
        onNewest={isPast ? showNewest : null}
      />
      {handOver && (
        <div className={css.card}>
          <HandOverCardView handOver={handOver}>
            {handOver.draft !== undefined && draft.text === "" && (
              <button type="button" className={css.again} onClick={() => draft.write(handOver.draft ?? "")}>
                {t("textTransfer.useDraft")}
              </button>
            )}
          </HandOverCardView>
        </div>
      )}
      <MarkLine conversationId={conversationId} customer={customerTitle(customer)} />
      <Composer
        conversation={conversation}
        channel={channel}
        draft={draft}
        tray={tray}
        onManageReplies={onManageReplies}
        onTyped={attend}
        onSent={showNewest}
      />
    </section>
  );
}

type MessagesProps = {
  readonly thread: Thread;
  readonly conversation: ConversationView;
  /** What is looked for in them, folded. */
  readonly words: readonly string[];
  /** The one that was found and is shown; null: none. */
  readonly hit: Hit | null;
  readonly onShow: (messageId: string, seq: number | null) => Promise<void>;
  readonly onOlder: () => void;
  /** Back from a place far up; null: the newest are shown. */
  readonly onNewest: (() => void) | null;
};

function Messages(props: MessagesProps) {
  const { thread, conversation, words, hit, onShow, onOlder, onNewest } = props;
  const { conversationId, customer } = conversation;
  const { t } = useTranslation();
  const { state, messages, beforeSeq } = thread;
  const inside = useBottom(onNewest ? null : (messages.at(-1)?.messageId ?? null));
  useShowHit(hit, messages, onShow);
  return (
    <ScrollPane label={t("conversation.thread")} className={css.scroll}>
      <div ref={inside} role="log" aria-label={t("conversation.messages")}>
        {state === "loading" && <SkeletonRows label={t("conversation.loading")} />}
        {state === "failed" && <Message title={t("conversation.failed")} />}
        {state === "away" && <Message title={t("conversation.away")}>{t("conversation.awayHint")}</Message>}
        {state === "ready" && messages.length === 0 && <Message title={t("conversation.none")} />}
        {beforeSeq !== null && (
          <Button variant="subtle" size="xs" className={css.older} onClick={onOlder}>
            {t("conversation.older")}
          </Button>
        )}
        <ol className={css.messages}>
          {messages.map((message) => (
            <MessageRow
              key={message.messageId}
              message={message}
              conversationId={conversationId}
              customer={customerTitle(customer)}
              words={words}
              isHit={message.messageId === hit?.messageId}
            />
          ))}
        </ol>
        {onNewest && (
          <Button variant="subtle" size="xs" className={css.newest} onClick={onNewest}>
            {t("conversation.newest")}
          </Button>
        )}
      </div>
    </ScrollPane>
  );
}

/** Ctrl+F, by its place on the keyboard; not while a dialog is open. */
function useSearchKey(onOpen: () => void): void {
  const open = useEffectEvent(onOpen);
  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.shiftKey || event.altKey || event.metaKey || event.code !== "KeyF") return;
      if (event.defaultPrevented || document.querySelector("[role=dialog][aria-modal=true]")) return;
      event.preventDefault();
      open();
      // Open already: what was typed is typed over.
      const field = document.querySelector<HTMLInputElement>("[data-thread-search] input");
      field?.focus();
      field?.select();
    };
    window.addEventListener("keydown", handleKey);
    return () => window.removeEventListener("keydown", handleKey);
  }, []);
}

/** The message that was found is fetched where it is not shown, and brought into sight. */
function useShowHit(hit: Hit | null, messages: Thread["messages"], onShow: MessagesProps["onShow"]): void {
  const show = useEffectEvent(onShow);
  const messageId = hit?.messageId ?? null;
  const seq = hit?.seq ?? null;
  const isThere = messages.some((message) => message.messageId === messageId);
  useEffect(() => {
    if (messageId === null) return;
    if (isThere) {
      const row = document.getElementById(`message-${messageId}`);
      // A long message is higher than the pane: the word in it is what is to be seen.
      (row?.querySelector("mark") ?? row)?.scrollIntoView({ block: "center" });
    } else void show(messageId, seq);
  }, [messageId, seq, isThere]);
}

/** The newest message is in sight when it comes, unless the operator reads further up. */
function useBottom(lastId: string | null) {
  const inside = useRef<HTMLDivElement>(null);
  const shown = useRef<string | null>(null);
  const wasAtEnd = useRef(true);
  useLayoutEffect(() => {
    const list = inside.current?.parentElement;
    if (!list) return;
    let heightPx = list.clientHeight;
    const note = () => {
      // It shrank just now: where it was is still to be restored, and not where it was left.
      if (list.clientHeight !== heightPx) return;
      wasAtEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    };
    // A composer that grows, or a smaller window, would hide what was read last.
    const sized = new ResizeObserver(() => {
      heightPx = list.clientHeight;
      if (wasAtEnd.current) list.scrollTo({ top: list.scrollHeight });
    });
    sized.observe(list);
    list.addEventListener("scroll", note, { passive: true });
    return () => {
      sized.disconnect();
      list.removeEventListener("scroll", note);
    };
  }, []);
  useLayoutEffect(() => {
    if (lastId === shown.current) return;
    const list = inside.current?.parentElement;
    if (shown.current === null || wasAtEnd.current) list?.scrollTo({ top: list.scrollHeight });
    shown.current = lastId;
  }, [lastId]);
  return inside;
}
