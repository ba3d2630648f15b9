import { useState } from "preact/hooks";
import type { CallEnd, CallState, SiteCall } from "../engine/site-call.ts";
import type { Words } from "../words.ts";
import { CallKeys } from "./call-keys.tsx";
import type { View } from "./context.ts";
import { Icon } from "./icons.tsx";
import { useSeconds } from "./use-seconds.ts";

type CallPanelProps = {
  readonly view: View;
  readonly call: SiteCall;
  readonly onChat: () => void;
  /** Null: the site has no call-backs. */
  readonly onCallBack: (() => void) | null;
};

/** The call from the page, from the question for the microphone to its end. */
export function CallPanel({ view, call, onChat, onCallBack }: CallPanelProps) {
  const { words } = view;
  const { state } = call;
  const { phase } = state;
  return (
    <div class="call">
      <Sign state={state} />
      <h3 key={phase} ref={focusOn} tabIndex={-1}>
        {titleOf(words, state)}
      </h3>
      <p role="status">{lineOf(words, state)}</p>
      {state.talkingSinceMs !== null && <Timer sinceMs={state.talkingSinceMs} />}
      <div role="alert">
        {state.isLost && <Warning text={words.call.lost} />}
        {state.hint && !state.isLost && <Warning text={words.call.hints[state.hint]} />}
      </div>
      {phase === "ended" ? (
        <Ended view={view} call={call} onChat={onChat} onCallBack={onCallBack} />
      ) : (
        <Controls words={words} call={call} />
      )}
    </div>
  );
}

/** Each stage is read out as it comes; the clock of a talk is not. */
function focusOn(title: HTMLHeadingElement | null): void {
  title?.focus();
}

function Sign({ state: { phase, end, operator } }: { readonly state: CallState }) {
  const isBad = phase === "ended" && end !== "by-visitor" && end !== "by-operator";
  const kind = phase === "ended" ? (isBad ? "bad" : "over") : phase === "talking" ? "" : "busy";
  const letters = phase === "talking" && operator ? initials(operator) : null;
  return (
    <span class={`round ${kind}`} aria-hidden="true">
      {letters ?? <Icon name={signOf(phase, end)} size={38} />}
    </span>
  );
}

function signOf(phase: CallState["phase"], end: CallEnd | null) {
  if (phase === "ended") return end?.startsWith("microphone") ? "micOff" : "hangUp";
  return phase === "microphone" ? "mic" : "call";
}

function Warning({ text }: { readonly text: string }) {
  return (
    <p class="bar">
      <Icon name="alert" size={18} />
      {text}
    </p>
  );
}

function Timer({ sinceMs }: { readonly sinceMs: number }) {
  const nowMs = useSeconds();
  return (
    <p class="time" role="timer" aria-live="off">
      {timeWords(Math.max(0, nowMs - sinceMs))}
    </p>
  );
}

function Controls({ words, call }: { readonly words: Words; readonly call: SiteCall }) {
  const { phase, isMuted } = call.state;
  const [hasKeys, setKeys] = useState(false);
  const hasPhone = phase === "waiting" || phase === "talking";
  return (
    <>
      {hasKeys && hasPhone && <CallKeys words={words} onKey={(key) => call.sendKey(key)} />}
      <div class="acts">
        {hasPhone && (
          <button
            type="button"
            class="act"
            aria-pressed={isMuted}
            aria-label={words.call.mute}
            title={isMuted ? words.call.unmute : words.call.mute}
            onClick={() => call.setMuted(!isMuted)}
          >
            <Icon name={isMuted ? "micOff" : "mic"} size={26} />
          </button>
        )}
        <button
          type="button"
          class="act stop"
          aria-label={words.call.hangUp}
          title={words.call.hangUp}
          onClick={() => call.hangUp()}
        >
          <Icon name="hangUp" size={26} />
        </button>
        {hasPhone && (
          <button
            type="button"
            class="act"
            aria-pressed={hasKeys}
            aria-label={words.call.keys}
            title={words.call.keys}
            onClick={() => setKeys(!hasKeys)}
          >
            <Icon name="keys" size={26} />
          </button>
        )}
      </div>
    </>
  );
}

function Ended({ view: { words }, call, onChat, onCallBack }: CallPanelProps) {
  return (
    <div class="acts stack">
      {call.state.end !== "already-calling" && (
        <button type="button" class="main" onClick={() => void call.start()}>
          {words.call.again}
        </button>
      )}
      {onCallBack && (
        <button type="button" class="plain" onClick={onCallBack}>
          {words.callBack}
        </button>
      )}
      <button type="button" class="plain" onClick={onChat}>
        {words.call.toChat}
      </button>
    </div>
  );
}

function titleOf(words: Words, { phase, operator, end }: CallState): string {
  const { call } = words;
  if (phase === "microphone") return call.microphone;
  if (phase === "connecting") return call.connecting;
  if (phase === "waiting") return call.waiting;
  return phase === "ended" ? endWords(words, end) : (operator ?? words.somebody);
}

function lineOf(words: Words, { phase, position, isMuted, end, lastedMs }: CallState): string {
  const { call } = words;
  if (phase === "microphone") return call.microphoneHint;
  if (phase === "waiting" && position !== null) return words.position(position);
  if (phase === "talking") return isMuted ? call.muted : call.talking;
  if (phase !== "ended" || end === null) return "";
  if (lastedMs !== null && end !== "lost") return call.lasted(timeWords(lastedMs));
  return end === "by-visitor" ? "" : (call.helps[end] ?? call.help);
}

function endWords({ call }: Words, end: CallEnd | null): string {
  return (end && call.ends[end]) ?? call.end;
}

/** «4:05», «1:02:10». */
export function timeWords(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.slice(0, 1).toUpperCase())
    .join("");
}
