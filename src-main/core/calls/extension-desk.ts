import type { CallId } from "../../../src-shared/ids.ts";
import type { ExtensionView } from "../../../src-shared/ipc/extension.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import type { Clock } from "../ports/clock.ts";
import { Listeners } from "./listeners.ts";

/** As phones take a `,` or `p` in a number: an exchange that has just answered does not listen to keys yet. */
export const EXTENSION_PAUSE_MS = 2000;

type Expected = { view: ExtensionView; stop: (() => void) | null };

/**
 * Extensions behind dialled numbers: sent as tones a moment after the answer, and called off by the operator's own keys.
 *
 * ```
 *  waiting --answer, pause--> sending --heard--> gone
 *     | keys, «Не набирать», end    | refused
 *     v                             v
 *    gone                        refused
 * ```
 */
export class ExtensionDesk {
  readonly #clock: Pick<Clock, "after">;
  readonly #calls: () => readonly CallView[];
  readonly #send: (callId: CallId, tones: string) => Promise<{ readonly ok: boolean }>;
  readonly #changed = new Listeners<void>();
  readonly #expected = new Map<CallId, Expected>();

  constructor(parts: {
    readonly clock: Pick<Clock, "after">;
    readonly calls: () => readonly CallView[];
    readonly send: (callId: CallId, tones: string) => Promise<{ readonly ok: boolean }>;
  }) {
    this.#clock = parts.clock;
    this.#calls = parts.calls;
    this.#send = parts.send;
  }

  view(): ExtensionView[] {
    return [...this.#expected.values()].map(({ view }) => view);
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** The call was dialled with an extension behind its number. */
  expect(callId: CallId, digits: string): void {
    this.#expected.set(callId, { view: { callId, digits, state: "waiting" }, stop: null });
    this.handleCalls();
    this.#changed.tell();
  }

  /** The operator's own keys go, or the operator does not want it. */
  drop(callId: CallId): void {
    const expected = this.#expected.get(callId);
    if (!expected) return;
    expected.stop?.();
    this.#expected.delete(callId);
    this.#changed.tell();
  }

  handleCalls(): void {
    for (const [callId, expected] of this.#expected) {
      const call = this.#calls().find((one) => one.callId === callId);
      if (!call || call.phase === "ending" || call.phase === "ended") this.drop(callId);
      else if (expected.view.state === "waiting") this.#follow(expected, call);
    }
  }

  dispose(): void {
    for (const { stop } of this.#expected.values()) stop?.();
    this.#expected.clear();
  }

  /** The pause begins with the answer, and anew after a hold: tones would not reach the other side. */
  #follow(expected: Expected, { phase, heldSinceMs }: CallView): void {
    const canHear = phase === "talking" && heldSinceMs === null;
    if (canHear) expected.stop ??= this.#clock.after(EXTENSION_PAUSE_MS, () => void this.#go(expected));
    else {
      expected.stop?.();
      expected.stop = null;
    }
  }

  async #go(expected: Expected): Promise<void> {
    const { callId, digits } = expected.view;
    expected.view = { callId, digits, state: "sending" };
    this.#changed.tell();
    const { ok } = await this.#send(callId, digits);
    if (this.#expected.get(callId) !== expected) return;
    if (ok) return this.drop(callId);
    expected.view = { callId, digits, state: "refused" };
    this.#changed.tell();
  }
}
