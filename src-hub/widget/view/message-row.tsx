import type { ShownMessage } from "../engine/conversation.ts";
import type { View } from "./context.ts";
import { FileBubble } from "./file-bubble.tsx";
import { Mark } from "./marks.tsx";

type RowProps = { readonly view: View; readonly message: ShownMessage; readonly isFirst: boolean };

/** One message that is safe at the hub. */
export function MessageRow({ view, message, isFirst }: RowProps) {
  const { words, options, state } = view;
  const { from, author, text, file, atMs, isEdited, isRemoved, n } = message;
  const isOwn = from === "visitor";
  const mark = n <= state.marks.read ? "read" : n <= state.marks.delivered ? "delivered" : "sent";
  const time = new Intl.DateTimeFormat(options.lang, { hour: "2-digit", minute: "2-digit" }).format(atMs);
  return (
    <div class={`msg${isOwn ? " own" : ""}${isFirst ? " first" : ""}`} data-entry={n}>
      {isFirst && !isOwn && <span class="name">{author ?? words.somebody}</span>}
      {isOwn && <span class="sr">{words.you}: </span>}
      {isRemoved && <span class="bubble gone">{words.removed}</span>}
      {file && !isRemoved && <FileBubble view={view} file={file} />}
      {text && !isRemoved && <span class="bubble">{text}</span>}
      <span class="meta">
        {isEdited && `${words.edited}, `}
        <time dateTime={new Date(atMs).toISOString()}>{time}</time>
        {isOwn && <Mark name={mark} label={words[mark]} />}
      </span>
    </div>
  );
}
