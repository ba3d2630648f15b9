import type { WidgetOptions } from "../dom/options.ts";
import type { ChatEngine, ChatState } from "../engine/chat-engine.ts";
import type { SiteCall } from "../engine/site-call.ts";
import type { Words } from "../words.ts";

/** What the parts of the view share. */
export type View = {
  readonly engine: ChatEngine;
  readonly state: ChatState;
  readonly options: WidgetOptions;
  readonly words: Words;
  /** A call from the page; null: this browser, on this page, cannot. */
  readonly call: SiteCall | null;
  /** When this was drawn, by the visitor's clock. */
  readonly nowMs: number;
};
