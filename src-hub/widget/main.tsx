import { render } from "preact";
import { browserClock, openStore, socketTo } from "./dom/browser.ts";
import { browserCallPorts, canCall } from "./dom/call-ports.ts";
import { knownAccent, mountHost, paint } from "./dom/mount.ts";
import { readOptions, type WidgetOptions } from "./dom/options.ts";
import { readPageVisit } from "./dom/page-visit.ts";
import { ChatEngine } from "./engine/chat-engine.ts";
import { SiteCall } from "./engine/site-call.ts";
import { App } from "./view/app.tsx";

const script = document.currentScript as HTMLScriptElement | null;
const options = script && readOptions(script, document.documentElement.lang || navigator.language);
// The line pasted twice, or a site that loads it on every inner page, makes one widget all the same.
if (options && !document.querySelector("tandem-chat"))
  if (document.body) start(options);
  else document.addEventListener("DOMContentLoaded", () => start(options));

function start(options: WidgetOptions): void {
  const prefix = `tandem-chat:${options.key}:`;
  const store = openStore(prefix);
  const { host, root } = mountHost(options);
  const page = () => readPageVisit(store);
  const handleOpen = (isOpen: boolean) => host.toggleAttribute("data-open", isOpen);
  let isDue = false;
  // Later, and once for all that happened: an effect that changes the state may run in the middle of a drawing.
  const draw = () => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      const { state } = engine;
      paint(host, options, state.face?.accent ?? knownAccent(store));
      render(<App {...{ engine, call, state, options, store, page, nowMs: Date.now() }} onOpen={handleOpen} />, root);
    });
  };
  const engine = new ChatEngine({
    open: socketTo(options),
    store,
    clock: browserClock,
    lang: options.lang,
    page,
    changed: draw,
    called: (state) => call?.heard(state),
  });
  const call: SiteCall | null = canCall()
    ? new SiteCall({
        ports: browserCallPorts(options, () => engine.token, page),
        clock: browserClock,
        changed: draw,
      })
    : null;
  // A page that is left takes its call along: the other side is told, and need not wonder.
  window.addEventListener("pagehide", () => call?.hangUp());
  draw();
  // Until the visitor asks, or has asked before, nothing is connected: most visitors of a site never write.
  if (engine.hasBegun) engine.start();
  window.addEventListener("storage", ({ key }) => {
    if (key?.startsWith(prefix)) engine.storeChanged();
  });
  window.addEventListener("online", () => engine.hurry());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") engine.hurry();
  });
  window.addEventListener("popstate", () => engine.pageChanged());
  matchMedia("(prefers-color-scheme:dark)").addEventListener("change", draw);
}
