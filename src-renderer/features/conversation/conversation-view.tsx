import { Button } from "@mantine/core";
import { IconCheck, IconSearch } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationView } from "../../../src-shared/ipc/conversations.ts";
import { customerTitle } from "../../lib/format-phone.ts";
import { useCommand } from "../../lib/use-command.ts";
import { ChannelTile } from "../../ui/channel-tile.tsx";
import { HandOverCardView } from "../../ui/hand-over-card.tsx";
import css from "./conversation-view.module.css";
import { useFileTray } from "./file-tray.ts";
import { Composer } from "./parts/composer.tsx";
import { MarkLine } from "./parts/mark-line.tsx";
import { Messages } from "./parts/messages.tsx";
import { PassingLine } from "./parts/passing-line.tsx";
import { SearchLine } from "./parts/search-line.tsx";
import { TransferButton } from "./parts/transfer-button.tsx";
import { useAttend } from "./use-attend.ts";
import { useDraft } from "./use-draft.ts";
import { useDrop } from "./use-drop.ts";
import { useSearchKey } from "./use-search-key.ts";
import { useSee, useThread } from "./use-thread.ts";
import { useThreadSearch } from "./use-thread-search.ts";

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
  useSearchKey("window", () => setIsSearching(true));
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
        conversationId={conversationId}
        customer={customerTitle(customer)}
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
