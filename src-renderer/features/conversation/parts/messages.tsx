import { Button } from "@mantine/core";
import { Fragment, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationId } from "../../../../src-shared/ids.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { useToday } from "../../../lib/clock.ts";
import { daysAgo, formatDate } from "../../../lib/format-date.ts";
import { Message } from "../../../ui/message.tsx";
import { ScrollPane } from "../../../ui/scroll-pane.tsx";
import { SkeletonRows } from "../../../ui/skeleton-rows.tsx";
import css from "../conversation-view.module.css";
import type { Thread } from "../thread-model.ts";
import type { Hit } from "../use-thread-search.ts";
import { MessageRow } from "./message-row.tsx";

type Inside = { readonly current: HTMLDivElement | null };

type MessagesProps = {
  readonly thread: Thread;
  readonly conversationId: ConversationId;
  /** Their name. */
  readonly customer: string;
  /** What is looked for in them, folded. */
  readonly words: readonly string[];
  /** The one that was found and is shown; null: none. */
  readonly hit: Hit | null;
  /** Nothing of it can be sent again. */
  readonly isReadOnly?: boolean;
  readonly onShow: (messageId: string, seq: number | null) => Promise<void>;
  readonly onOlder: () => void;
  /** Back from a place far up; null: the newest are shown. */
  readonly onNewest: (() => void) | null;
};

/** The messages of a conversation, the newest at the bottom. */
export function Messages(props: MessagesProps) {
  const { thread, conversationId, customer, words, hit, isReadOnly, onShow, onOlder, onNewest } = props;
  const { t } = useTranslation();
  const { state, messages, beforeSeq } = thread;
  const inside = useRef<HTMLDivElement>(null);
  const firstId = messages[0]?.messageId ?? null;
  useKeepPlace(inside, firstId);
  useBottom(inside, onNewest ? null : (messages.at(-1)?.messageId ?? null));
  const older = useOlderInSight(inside, beforeSeq === null ? null : firstId, onOlder);
  useShowHit(hit, messages, onShow);
  return (
    <ScrollPane label={t("conversation.thread")} className={css.scroll}>
      <div ref={inside} role="log" aria-label={t("conversation.messages")}>
        {state === "loading" && <SkeletonRows label={t("conversation.loading")} />}
        {state === "failed" && <Message title={t("conversation.failed")} />}
        {state === "away" && <Message title={t("conversation.away")}>{t("conversation.awayHint")}</Message>}
        {state === "ready" && messages.length === 0 && <Message title={t("conversation.none")} />}
        {beforeSeq !== null && (
          <Button ref={older} variant="subtle" size="xs" className={css.older} onClick={onOlder}>
            {t("conversation.older")}
          </Button>
        )}
        <ol className={css.messages}>
          {messages.map((message, index) => (
            <Fragment key={message.messageId}>
              <Day atMs={message.atMs} beforeMs={messages[index - 1]?.atMs ?? null} />
              <MessageRow
                message={message}
                conversationId={conversationId}
                customer={customer}
                words={words}
                isHit={message.messageId === hit?.messageId}
                isReadOnly={isReadOnly}
              />
            </Fragment>
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

/** The day before its first message; a conversation of today alone needs none. */
function Day({ atMs, beforeMs }: { readonly atMs: number; readonly beforeMs: number | null }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const todayMs = useToday();
  const ago = daysAgo(atMs, todayMs);
  if (beforeMs === null ? ago === 0 : daysAgo(beforeMs, todayMs) === ago) return null;
  const date = formatDate(atMs, todayMs, locale);
  return (
    <li className={css.day}>
      {ago === 0 ? t("history.today") : ago === 1 ? t("history.yesterdayDate", { date }) : date}
    </li>
  );
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

/** Older messages come before one has scrolled up to their end; asked once for each page. */
function useOlderInSight(inside: Inside, firstId: string | null, onOlder: () => void) {
  const button = useRef<HTMLButtonElement>(null);
  const ask = useEffectEvent(onOlder);
  useEffect(() => {
    if (firstId === null || !button.current) return;
    const seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && ask(), {
      root: inside.current?.parentElement ?? null,
      rootMargin: "400px 0px 0px 0px",
    });
    seen.observe(button.current);
    return () => seen.disconnect();
  }, [inside, firstId]);
  return button;
}

/** What is read stays where it is when older messages come above it. */
function useKeepPlace(inside: Inside, firstId: string | null): void {
  const anchor = useRef<{ readonly id: string; readonly top: number } | null>(null);
  useLayoutEffect(() => {
    const list = inside.current?.parentElement;
    const before = anchor.current;
    const moved = before && document.getElementById(before.id);
    if (before && moved) list?.scrollBy({ top: moved.offsetTop - before.top });
    const first = firstId === null ? null : document.getElementById(`message-${firstId}`);
    anchor.current = first && { id: first.id, top: first.offsetTop };
  }, [inside, firstId]);
}

/** The newest message is in sight when it comes, unless the operator reads further up. */
function useBottom(inside: Inside, lastId: string | null): void {
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
  }, [inside]);
  useLayoutEffect(() => {
    if (lastId === shown.current) return;
    const list = inside.current?.parentElement;
    if (shown.current === null || wasAtEnd.current) list?.scrollTo({ top: list.scrollHeight });
    shown.current = lastId;
  }, [inside, lastId]);
}
