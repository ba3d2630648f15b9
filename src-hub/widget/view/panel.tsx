import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { PageVisit } from "../../../src-shared/site-chat/entries.ts";
import type { SiteCall } from "../engine/site-call.ts";
import { CallBackBar } from "./call-back-bar.tsx";
import { CallBackForm } from "./call-back-form.tsx";
import { CallPanel, timeWords } from "./call-panel.tsx";
import { Composer } from "./composer.tsx";
import type { View } from "./context.ts";
import { Header } from "./header.tsx";
import { Icon } from "./icons.tsx";
import { Log } from "./log.tsx";
import { OfflineForm } from "./offline-form.tsx";
import { Rating } from "./rating.tsx";
import { useSeconds } from "./use-seconds.ts";
import { useUploads } from "./use-uploads.ts";

export type PanelProps = {
  readonly view: View;
  readonly page: () => PageVisit;
  readonly draft: { read(): string; write(text: string): void };
  readonly hasSound: boolean;
  readonly onSound: () => void;
  readonly onClose: () => void;
};

/** The open chat. */
export function Panel({ view, page, draft, hasSound, onSound, onClose }: PanelProps) {
  const { engine, call, state, words, options } = view;
  const { status, link } = state;
  const [isCallBack, setCallBack] = useState(false);
  const [isChatBeside, setChatBeside] = useState(false);
  const [isEnding, setEnding] = useState(false);
  const [wasSkipped, setSkipped] = useState(false);
  const [isOver, setOver] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const { uploads, begin } = useUploads(engine, options);
  const canTakeFiles = state.face?.hasFiles ?? false;
  const isFormOnly = status?.phase === "idle" && !status.isStaffed;
  const showsForm =
    isFormOnly &&
    !state.waiting.some(({ t }) => t === "form") &&
    state.conversation.entries.at(-1)?.kind !== "form-taken";
  const mayRate = Boolean(
    status?.mayRate && state.face?.hasRating && !wasSkipped && !state.waiting.some(({ t }) => t === "rate"),
  );

  const take = (files: Iterable<File>) => {
    if (canTakeFiles) for (const file of files) begin(file);
  };
  const backToChat = useCallback(() => setCallBack(false), []);
  const callPhase = call?.state.phase ?? "idle";
  const showsCall = call !== null && callPhase !== "idle" && !isChatBeside && !isCallBack;
  const startCall = () => {
    setChatBeside(false);
    setCallBack(false);
    void call?.start();
  };
  const leaveCall = () => {
    call?.forget();
    setChatBeside(call?.isUp ?? false);
  };
  const backToCall = () => {
    setCallBack(false);
    setChatBeside(false);
  };
  const hasField = !isCallBack && !showsForm && !showsCall;
  useEffect(() => {
    if (hasField) field.current?.focus();
    else panel.current?.querySelector<HTMLElement>(".form input")?.focus();
  }, [hasField]);
  useEffect(() => {
    // How it ended is shown, whatever was read meanwhile.
    if (callPhase === "ended") setChatBeside(false);
  }, [callPhase]);
  useEffect(() => {
    if (!status?.mayRate) setSkipped(false);
  }, [status?.mayRate]);
  useNarrowTrap(panel);

  const handleKey = (event: KeyboardEvent) => {
    // Keys that act on the site (shortcuts, a slider) are not meant while somebody writes here.
    event.stopPropagation();
    if (event.key === "Escape") (isEnding ? () => setEnding(false) : onClose)();
  };
  const dragged = (event: DragEvent, isInside: boolean) => {
    if (!canTakeFiles || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    setOver(isInside);
  };

  return (
    <div
      ref={panel}
      class="panel"
      role="dialog"
      aria-labelledby="tandem-title"
      onKeyDown={handleKey}
      onDragOver={(event) => dragged(event, true)}
      onDragLeave={(event) => dragged(event, false)}
      onDrop={(event) => {
        dragged(event, false);
        take([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <Header
        view={view}
        isCallBack={isCallBack || showsCall}
        onCall={callPhase === "idle" && !isCallBack && call && status?.canCall ? startCall : null}
        hasSound={hasSound}
        onSound={onSound}
        onCallBack={() => (showsCall ? leaveCall() : setCallBack(!isCallBack))}
        onEnd={() => setEnding(true)}
        onClose={onClose}
      />
      {call?.isUp && !showsCall && <CallBar view={view} call={call} onBack={backToCall} />}
      <Bars view={view} />
      {!isCallBack && <CallBackBar view={view} />}
      {showsCall ? (
        <CallPanel
          view={view}
          call={call}
          onChat={leaveCall}
          onCallBack={
            state.face?.callBackWindows && !state.status?.callBack
              ? () => {
                  call.forget();
                  setCallBack(true);
                }
              : null
          }
        />
      ) : isCallBack ? (
        <CallBackForm view={view} page={page} onSent={backToChat} />
      ) : showsForm && state.conversation.entries.length === 0 ? (
        <OfflineForm view={view} onSent={() => undefined} />
      ) : (
        <>
          <Log view={view} uploads={uploads} />
          {isEnding && <EndAsk view={view} onDone={() => setEnding(false)} />}
          {mayRate && <Rating view={view} onDone={() => setSkipped(true)} />}
          {link === "barred" ? null : <Composer view={view} field={field} draft={draft} onFiles={take} />}
        </>
      )}
      {isOver && (
        <div class="drop">
          <span>
            <Icon name="clip" size={32} />
            {words.dropHere}
          </span>
        </div>
      )}
    </div>
  );
}

/** What one must know before writing: no link, a queue. */
function Bars({ view: { state, words } }: { readonly view: View }) {
  const { link, status } = state;
  const place = link === "open" && status?.phase === "waiting" ? status.position : undefined;
  return (
    <div role="status">
      {link === "lost" && (
        <p class="bar">
          <Icon name="alert" size={18} />
          {words.lost}
        </p>
      )}
      {link === "barred" && (
        <p class="bar">
          <Icon name="alert" size={18} />
          {words.barred}
        </p>
      )}
      {link === "connecting" && <p class="bar calm">{words.connecting}</p>}
      {place !== undefined && (
        <p class="bar calm">
          <Icon name="clock" size={18} />
          {place === null ? words.waiting : words.position(place)}
        </p>
      )}
    </div>
  );
}

/** The call goes on while the chat is read. */
function CallBar({ view: { words }, call, onBack }: { view: View; call: SiteCall; onBack: () => void }) {
  const nowMs = useSeconds();
  const { talkingSinceMs } = call.state;
  return (
    <button type="button" class="bar" onClick={onBack}>
      <Icon name="call" size={18} />
      {words.call.back}
      {talkingSinceMs !== null && <b>{timeWords(nowMs - talkingSinceMs)}</b>}
    </button>
  );
}

function EndAsk({ view: { engine, words }, onDone }: { readonly view: View; readonly onDone: () => void }) {
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => stay.current?.focus(), []);
  return (
    <div class="card" role="alertdialog" aria-labelledby="tandem-end">
      <b id="tandem-end">{words.endAsk}</b>
      <div class="two">
        <button ref={stay} type="button" class="plain" onClick={onDone}>
          {words.endNo}
        </button>
        <button
          type="button"
          class="main"
          onClick={() => {
            engine.send({ t: "end" });
            onDone();
          }}
        >
          {words.endYes}
        </button>
      </div>
    </div>
  );
}

/** On a phone the chat covers the page: then it is modal, and the tab key stays inside. */
function useNarrowTrap(panel: { readonly current: HTMLDivElement | null }): void {
  useEffect(() => {
    const narrow = matchMedia("(max-width:480px)");
    const box = panel.current;
    const mark = () => (narrow.matches ? box?.setAttribute("aria-modal", "true") : box?.removeAttribute("aria-modal"));
    const trap = (event: KeyboardEvent) => {
      if (event.key !== "Tab" || !narrow.matches || !box) return;
      const stops = [
        ...box.querySelectorAll<HTMLElement>("button,input:not([hidden]),textarea,select,a[href],[tabindex='0']"),
      ];
      const visible = stops.filter((stop) => stop.offsetParent !== null);
      const [first, last] = [visible[0], visible.at(-1)];
      const active = (box.getRootNode() as ShadowRoot).activeElement;
      const goal = event.shiftKey && active === first ? last : !event.shiftKey && active === last ? first : null;
      if (!goal) return;
      event.preventDefault();
      goal.focus();
    };
    mark();
    narrow.addEventListener("change", mark);
    box?.addEventListener("keydown", trap);
    return () => {
      narrow.removeEventListener("change", mark);
      box?.removeEventListener("keydown", trap);
    };
  }, [panel]);
}
