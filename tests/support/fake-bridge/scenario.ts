import type { HotkeyView } from "../../../src-shared/domain/global-hotkeys.ts";
import type { QualityWindow } from "../../../src-shared/domain/quality/call-quality.ts";
import type { HistoryRow, Workplace } from "../../../src-shared/ipc/workplace.ts";

/** What the fake main of one screen says; plain data, because it travels into the page. */
export type Scenario = {
  readonly name: string;
  /** `pending`: main never answers, `refused`: it answers with a fault. */
  readonly workplace: Workplace | "pending" | "refused";
  readonly history: readonly HistoryRow[] | "pending" | "refused";
  /** Rows of a page; less than the history has means that there is more to show. */
  readonly pageRows?: number;
  /** Sound levels of the calls, told 15 times a second. */
  readonly levels?: { readonly you: number; readonly customer: number };
  /** What was measured of the talk's last five seconds. */
  readonly window?: QualityWindow;
  /** The keys that work in any program. */
  readonly hotkeys?: readonly HotkeyView[];
  /** Answers by request name, instead of the usual ones; `pending`: there is none. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Refusals by request name. */
  readonly refusals?: Readonly<Record<string, string>>;
};

/** What the page gives back to a test. */
export type FakeBridgeControl = {
  /** Requests so far, in order. */
  readonly asked: readonly { readonly name: string; readonly input: unknown }[];
  change(parts: Partial<Workplace>): void;
  refuse(name: string, code: string): void;
  /** An event that main tells. */
  tell(name: string, payload: unknown): void;
};

declare global {
  interface Window {
    fakeBridge: FakeBridgeControl;
  }
}
