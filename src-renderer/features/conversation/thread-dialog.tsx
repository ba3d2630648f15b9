import { CloseButton, Modal } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { ConversationId } from "../../../src-shared/ids.ts";
import { customerTitle } from "../../lib/format-phone.ts";
import css from "./conversation-view.module.css";
import { Messages } from "./parts/messages.tsx";
import { SearchLine } from "./parts/search-line.tsx";
import { useSearchKey } from "./use-search-key.ts";
import { useThread } from "./use-thread.ts";
import { useThreadSearch } from "./use-thread-search.ts";

export type ReadThread = {
  readonly conversationId: ConversationId;
  readonly customer: Customer;
  /** The word for the channel. */
  readonly channel: string;
};

/** A conversation that is read again: nothing of it is answered or marked as seen from here. */
export function ThreadDialog({ thread: read, onClose }: { readonly thread: ReadThread; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { conversationId, customer, channel } = read;
  const { thread, isPast, readOlder, show, showNewest } = useThread(conversationId);
  const search = useThreadSearch(conversationId, thread.messages);
  const [isSearching, setIsSearching] = useState(false);
  useSearchKey("dialog", () => setIsSearching(true));
  const closeSearch = () => {
    setIsSearching(false);
    search.type("");
  };
  return (
    <Modal.Root opened onClose={onClose} size={720} centered>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={css.read}>
          <div className={css.head}>
            <Modal.Title className={css.who}>
              <bdi className={css.name}>{customerTitle(customer)}</bdi>
              <span className={css.note}>{channel}</span>
            </Modal.Title>
            <button
              type="button"
              className={css.tool}
              aria-label={t("conversation.openSearch")}
              title={t("conversation.openSearch")}
              onClick={() => (isSearching ? closeSearch() : setIsSearching(true))}
            >
              <IconSearch size={18} stroke={1.5} aria-hidden />
            </button>
            <CloseButton aria-label={t("conversation.closeThread")} onClick={onClose} />
          </div>
          {isSearching && <SearchLine search={search} onClose={closeSearch} />}
          <Messages
            thread={thread}
            conversationId={conversationId}
            customer={customerTitle(customer)}
            words={isSearching ? search.words : []}
            hit={isSearching ? (search.found?.hits[search.at] ?? null) : null}
            isReadOnly
            onShow={show}
            onOlder={() => void readOlder()}
            onNewest={isPast ? showNewest : null}
          />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
