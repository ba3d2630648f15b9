import type { RefObject, TargetedClipboardEvent, TargetedKeyboardEvent } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { FILE_TYPES, TEXT_LIMIT } from "../../../src-shared/site-chat/site-chat-limits.ts";
import type { View } from "./context.ts";
import { Icon } from "./icons.tsx";

type ComposerProps = {
  readonly view: View;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly draft: { read(): string; write(text: string): void };
  readonly onFiles: (files: Iterable<File>) => void;
};

/** Where the visitor writes. Enter sends, Shift+Enter breaks the line; the draft outlives the page. */
export function Composer({ view, field, draft, onFiles }: ComposerProps) {
  const { engine, state, words } = view;
  const [text, setText] = useState(draft.read);
  const picker = useRef<HTMLInputElement>(null);
  const isEmpty = text.trim() === "";

  const write = (next: string) => {
    setText(next);
    draft.write(next);
    engine.typed(next.trim() === "");
  };
  const send = () => {
    field.current?.focus();
    if (isEmpty) return;
    engine.send({ t: "message", text: text.trim() });
    write("");
  };
  const handleKey = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // A line in Chinese or Japanese is composed with Enter, too.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const handlePaste = (event: TargetedClipboardEvent<HTMLTextAreaElement>) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  useLayoutEffect(() => grow(field.current));
  // Keys of the page under it (a shop's search, a player) must not act on what is typed here.
  useEffect(() => {
    const area = field.current;
    const keep = (event: Event) => event.stopPropagation();
    const names = ["keypress", "keyup"] as const;
    for (const name of names) area?.addEventListener(name, keep);
    return () => {
      for (const name of names) area?.removeEventListener(name, keep);
    };
  }, [field]);

  return (
    <div class="write">
      {state.face?.hasFiles && (
        <>
          <button
            type="button"
            class="icon"
            aria-label={words.attach}
            title={words.attach}
            onClick={() => picker.current?.click()}
          >
            <Icon name="clip" />
          </button>
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            accept={FILE_TYPES.join(",")}
            onChange={(event) => {
              onFiles([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
        </>
      )}
      <textarea
        ref={field}
        rows={1}
        aria-label={words.field}
        placeholder={words.placeholder}
        maxLength={TEXT_LIMIT}
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={handleKey}
        onPaste={handlePaste}
      />
      <button
        type="button"
        class="icon go"
        aria-label={words.send}
        title={words.send}
        aria-disabled={isEmpty}
        onClick={send}
      >
        <Icon name="send" />
      </button>
    </div>
  );
}

function grow(area: HTMLTextAreaElement | null): void {
  if (!area) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}
