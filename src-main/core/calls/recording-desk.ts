import type { CallId, InteractionId } from "../../../src-shared/ids.ts";
import type { RecordingView } from "../../../src-shared/ipc/recording.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import type { CallSignalling } from "../ports/call-signalling.ts";
import type { Clock } from "../ports/clock.ts";
import { Listeners } from "./listeners.ts";

/** A pause for a card number takes a minute or two; one of this length was forgotten. */
export const LONGEST_PAUSE_MS = 5 * 60_000;
/** A resume the PBX did not agree to is asked for again after this. */
const ASK_AGAIN_MS = 15_000;

export type Recorder = Pick<CallSignalling, "canPauseRecording" | "setRecording">;

type Talk = { view: RecordingView; stop: () => void };

/**
 * The recordings of the PBX that an operator may pause.
 *
 * ```
 *  on --pause--> pausing --agreed--> paused --resume, or five minutes--> resuming --agreed--> on
 *   ^               | refused          ^                                    | refused
 *   +---------------+                  +------------------------------------+ (asked again when nobody asked for it)
 * ```
 */
export class RecordingDesk {
  readonly resumed = new Listeners<{ readonly callId: CallId; readonly ok: boolean }>();
  readonly #recorder: Recorder;
  readonly #clock: Clock;
  readonly #calls: () => readonly CallView[];
  readonly #changed = new Listeners<void>();
  readonly #talks = new Map<CallId, Talk>();

  constructor(parts: {
    readonly recorder: Recorder;
    readonly clock: Clock;
    readonly calls: () => readonly CallView[];
  }) {
    this.#recorder = parts.recorder;
    this.#clock = parts.clock;
    this.#calls = parts.calls;
  }

  view(): RecordingView[] {
    return [...this.#talks.values()].map(({ view }) => view);
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  handleCalls(): void {
    const talks = this.#calls().filter(({ phase }) => phase === "talking");
    let isOther = false;
    for (const [callId, talk] of this.#talks)
      if (!talks.some((call) => call.callId === callId)) {
        talk.stop();
        this.#talks.delete(callId);
        isOther = true;
      }
    for (const { callId, answeredAtMs, startedAtMs } of talks)
      if (!this.#talks.has(callId) && this.#recorder.canPauseRecording(callId)) {
        const view = { callId, state: "on", sinceMs: answeredAtMs ?? startedAtMs, resumesAtMs: null } as const;
        this.#talks.set(callId, { view, stop: () => undefined });
        isOther = true;
      }
    if (isOther) this.#changed.tell();
  }

  /** Answers when the PBX did. */
  async set(
    callId: CallId,
    isOn: boolean,
  ): Promise<Result<{ readonly [key: string]: never }, "call-not-found" | "recording-refused">> {
    const talk = this.#talks.get(callId);
    if (!talk) return refused("call-not-found");
    if (talk.view.state !== (isOn ? "paused" : "on")) return accepted({});
    return (await this.#ask(talk, isOn)) ? accepted({}) : refused("recording-refused", "now");
  }

  /** Of the talk of this contact, when there is one here; how it went is shown beside the talk. */
  setInContact(interactionId: InteractionId, isOn: boolean): void {
    const talk = this.#calls().find((call) => call.interactionId === interactionId);
    if (talk) void this.set(talk.callId, isOn);
  }

  dispose(): void {
    for (const { stop } of this.#talks.values()) stop();
    this.#talks.clear();
  }

  async #ask(talk: Talk, isOn: boolean): Promise<boolean> {
    const before = talk.view;
    this.#show(talk, { ...before, state: isOn ? "resuming" : "pausing" });
    const isAgreed = await this.#recorder.setRecording(before.callId, isOn).catch(() => false);
    if (this.#talks.get(before.callId) !== talk) return isAgreed;
    if (!isAgreed) {
      this.#show(talk, before);
      return false;
    }
    talk.stop();
    const nowMs = this.#clock.nowMs();
    const resumesAtMs = isOn ? null : nowMs + LONGEST_PAUSE_MS;
    this.#show(talk, { ...before, state: isOn ? "on" : "paused", sinceMs: nowMs, resumesAtMs });
    if (!isOn) this.#guard(talk, LONGEST_PAUSE_MS);
    return true;
  }

  #guard(talk: Talk, delayMs: number): void {
    talk.stop = this.#clock.after(delayMs, () => {
      if (talk.view.state !== "paused") return this.#guard(talk, ASK_AGAIN_MS);
      void this.#ask(talk, true).then((ok) => {
        if (this.#talks.get(talk.view.callId) !== talk) return;
        this.resumed.tell({ callId: talk.view.callId, ok });
        if (!ok) this.#guard(talk, ASK_AGAIN_MS);
      });
    });
  }

  #show(talk: Talk, view: RecordingView): void {
    talk.view = view;
    this.#changed.tell();
  }
}
