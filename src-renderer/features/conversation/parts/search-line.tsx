import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { SearchField } from "../../../ui/search-field.tsx";
import css from "../conversation-view.module.css";
import type { ThreadSearch } from "../use-thread-search.ts";

type SearchLineProps = { readonly search: ThreadSearch; readonly onClose: () => void };

/** The search inside a conversation: Enter goes to the older, Shift+Enter to the newer, Escape closes. */
export function SearchLine({ search, onClose }: SearchLineProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { typed, found, at, type, step } = search;
  const count = found?.hits.length ?? 0;
  const handleKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && !event.shiftKey) onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const place = t(found?.hasMore ? "conversation.foundAtMore" : "conversation.foundAt", { at: at + 1, count });
  return (
    <search className={css.search} data-thread-search>
      <SearchField
        ref={field}
        className={css.searchField}
        label={t("conversation.search")}
        maxLength={200}
        value={typed}
        onType={type}
        onKeyDown={handleKey}
      />
      <span className={css.foundWords} role="status">
        {found && (count > 0 ? place : t("conversation.foundNone"))}
        {found?.isLocal && ` · ${t("conversation.foundLocal")}`}
      </span>
      <button
        type="button"
        className={css.tool}
        aria-label={t("conversation.toOlder")}
        title={t("conversation.toOlder")}
        disabled={count === 0}
        onClick={() => step(1)}
      >
        <IconChevronUp size={18} stroke={1.5} aria-hidden />
      </button>
      <button
        type="button"
        className={css.tool}
        aria-label={t("conversation.toNewer")}
        title={t("conversation.toNewer")}
        disabled={count === 0}
        onClick={() => step(-1)}
      >
        <IconChevronDown size={18} stroke={1.5} aria-hidden />
      </button>
      <button type="button" className={css.tool} aria-label={t("conversation.closeSearch")} onClick={onClose}>
        <IconX size={18} stroke={1.5} aria-hidden />
      </button>
    </search>
  );
}
