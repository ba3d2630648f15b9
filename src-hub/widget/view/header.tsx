import { useEffect, useRef, useState } from "preact/hooks";
import type { View } from "./context.ts";
import { Icon } from "./icons.tsx";

type HeaderProps = {
  readonly view: View;
  /** Something lies over the chat, and this leads back to it. */
  readonly isCallBack: boolean;
  /** Null: nobody can call from here now. */
  readonly onCall: (() => void) | null;
  readonly hasSound: boolean;
  readonly onSound: () => void;
  readonly onCallBack: () => void;
  readonly onEnd: () => void;
  readonly onClose: () => void;
};

/** Who answers, and what else can be done. */
export function Header({ view, isCallBack, onCall, hasSound, onSound, onCallBack, onEnd, onClose }: HeaderProps) {
  const { state, words } = view;
  const { status, face } = state;
  const isTalking = status?.phase === "talking" && status.operator !== null;
  const isStaffed = status?.isStaffed ?? false;
  const title = isTalking ? status.operator : (face?.title ?? words.title);
  return (
    <header class="head">
      {isCallBack ? (
        <button type="button" class="icon" aria-label={words.back} title={words.back} onClick={onCallBack}>
          <Icon name="back" />
        </button>
      ) : (
        isTalking && (
          <span class="face" aria-hidden="true">
            {initials(title ?? "")}
          </span>
        )
      )}
      <div class="who">
        <h2 id="tandem-title">{title}</h2>
        {status && (
          <p>
            <span class={isStaffed || isTalking ? "dot" : "dot off"} />
            {isTalking ? words.talking : isStaffed ? words.staffed : words.away}
          </p>
        )}
      </div>
      {onCall && (
        <button type="button" class="icon" aria-label={words.call.start} title={words.call.start} onClick={onCall}>
          <Icon name="call" />
        </button>
      )}
      {face?.callBackWindows && !isCallBack && (
        <button type="button" class="icon" aria-label={words.callBack} title={words.callBack} onClick={onCallBack}>
          <Icon name="phone" />
        </button>
      )}
      <Menu view={view} hasSound={hasSound} onSound={onSound} onEnd={onEnd} />
      <button type="button" class="icon" aria-label={words.close} title={words.close} onClick={onClose}>
        <Icon name="down" />
      </button>
    </header>
  );
}

function Menu({ view, hasSound, onSound, onEnd }: Pick<HeaderProps, "view" | "hasSound" | "onSound" | "onEnd">) {
  const { state, words } = view;
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const canEnd = state.status?.phase === "talking" || state.status?.phase === "waiting";
  useEffect(() => {
    if (isOpen) menu.current?.querySelector("button")?.focus();
  }, [isOpen]);
  const shut = () => {
    setOpen(false);
    button.current?.focus();
  };
  const handleKey = (event: KeyboardEvent) => {
    const items = [...(menu.current?.querySelectorAll("button") ?? [])];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      event.stopPropagation();
      shut();
    } else if (event.key === "Tab") setOpen(false);
    else if (step) {
      event.preventDefault();
      const index = items.findIndex((item) => item.matches(":focus"));
      items.at((index + step) % items.length)?.focus();
    }
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="icon more"
        aria-label={words.menu}
        title={words.menu}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div ref={menu} class="menu" role="menu" tabIndex={-1} aria-label={words.menu} onKeyDown={handleKey}>
          <button
            type="button"
            role="menuitem"
            onClick={() => {
              onSound();
              shut();
            }}
          >
            <Icon name={hasSound ? "bellOff" : "bell"} />
            {hasSound ? words.soundOff : words.soundOn}
          </button>
          {canEnd && (
            <button
              type="button"
              role="menuitem"
              onClick={() => {
                shut();
                onEnd();
              }}
            >
              <Icon name="stop" />
              {words.end}
            </button>
          )}
        </div>
      )}
    </>
  );
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.slice(0, 1).toUpperCase())
    .join("");
}
