import { CallId, type LineId } from "../../../src-shared/ids.ts";
import type { Preflight } from "../../../src-shared/ipc/preflight.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import { Listeners } from "../calls/listeners.ts";
import { type CallSignalling, ECHO_HZ } from "../ports/call-signalling.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Media } from "../ports/media.ts";

/** How long the microphone is listened to: long enough for a word. */
const LISTEN_MS = 2_500;
/** Quieter than this nobody spoke: a person at a headset lies between -45 and -15. */
const SPEECH_DB = -50;
/** The quietest block a live converter gives; a dead device gives zeros. */
const ALIVE_DB = -99;
const ECHO_ANSWER_MS = 8_000;
const ECHO_LISTEN_MS = 1_500;

export type PreflightStore = { read(): Preflight | null; write(check: Preflight): void };

export type PreflightParts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly media: Pick<Media, "ask">;
  readonly signalling: Pick<CallSignalling, "callEcho" | "hangUp" | "onEvent">;
  readonly store: PreflightStore;
};

type Facts = {
  readonly isLinked: boolean;
  readonly isPhoneReady: boolean;
  readonly isTalking: boolean;
  /** By which the operator calls, and the echo call is made. */
  readonly lineId?: LineId;
};
type EchoAnswer = "answered" | "not-answered" | "no-number";
type Done = { readonly [key: string]: never };

/** Runs the check and remembers the last one. */
export class PreflightCheck {
  readonly #parts: PreflightParts;
  readonly #changed = new Listeners<void>();
  #check: Preflight | null;

  constructor(parts: PreflightParts) {
    this.#parts = parts;
    const kept = parts.store.read();
    // One that was cut off by the end of the program proves nothing.
    this.#check = kept?.finishedAtMs === null ? null : kept;
  }

  view(): Preflight | null {
    return this.#check;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  start({ isLinked, isPhoneReady, isTalking, lineId }: Facts): Result<Done, "preflight-busy"> {
    if (isTalking || this.#check?.finishedAtMs === null) return refused("preflight-busy", "later");
    this.#check = {
      startedAtMs: this.#parts.clock.nowMs(),
      finishedAtMs: null,
      link: isLinked ? "good" : "bad",
      phone: isPhoneReady ? "good" : "bad",
      microphone: { verdict: "running", problem: null, label: null, levelDb: null },
      headphones: { verdict: "waiting", problem: null, label: null },
      echo: { verdict: "waiting", problem: null, roundTripMs: null, lossPercent: null, levelDb: null },
    };
    this.#changed.tell();
    void this.#run(isPhoneReady, lineId);
    return accepted({});
  }

  /** Three notes in the headphones; whether they were heard only the person knows. */
  async playNotes(): Promise<void> {
    try {
      await this.#parts.media.ask("media.play-notes", {});
    } catch (error) {
      this.#parts.log.warn({ error }, "notes not played");
    }
  }

  sayHeard(isHeard: boolean): void {
    if (!this.#check || this.#check.headphones.problem === "missing") return;
    const { label } = this.#check.headphones;
    this.#set({
      headphones: { verdict: isHeard ? "good" : "bad", problem: isHeard ? null : "not-heard", label },
    });
    if (this.#check.finishedAtMs !== null) this.#keep();
  }

  async #run(isPhoneReady: boolean, lineId: LineId | undefined): Promise<void> {
    await this.#checkSound();
    if (isPhoneReady) {
      this.#setEcho({ verdict: "running" });
      await this.#checkEcho(lineId);
    } else this.#setEcho({ verdict: "bad", problem: "phone-not-ready" });
    this.#set({ finishedAtMs: this.#parts.clock.nowMs() });
    this.#keep();
  }

  async #checkSound(): Promise<void> {
    try {
      const { microphone, label, levelDb, output } = await this.#parts.media.ask("media.check-sound", {
        forMs: LISTEN_MS,
      });
      const problem =
        microphone !== "live" ? microphone : levelDb < ALIVE_DB ? "dead" : levelDb < SPEECH_DB ? "quiet" : null;
      const verdict = problem === null ? "good" : problem === "quiet" ? "unsure" : "bad";
      this.#set({
        microphone: { verdict, problem, label, levelDb },
        // Nobody said yet that the notes were heard; that there is a device is known.
        headphones: output.isThere
          ? { verdict: "unsure", problem: null, label: output.label }
          : { verdict: "bad", problem: "missing", label: null },
      });
      if (output.isThere) await this.playNotes();
    } catch (error) {
      this.#parts.log.warn({ error }, "sound not checked");
      this.#set({
        microphone: { verdict: "bad", problem: "no-window", label: null, levelDb: null },
        headphones: { verdict: "bad", problem: "no-window", label: null },
      });
    }
  }

  async #checkEcho(lineId: LineId | undefined): Promise<void> {
    const { clock, signalling, media, log } = this.#parts;
    const callId = CallId.parse(clock.newId());
    const answered = this.#answerOf(callId);
    const { mediaId } = signalling.callEcho(callId, lineId);
    try {
      const answer = await answered;
      if (answer !== "answered") {
        // Without a number nothing is broken; it was only not proved.
        this.#setEcho({ verdict: answer === "no-number" ? "unsure" : "bad", problem: answer });
        return;
      }
      const { heard, levelDb } = await media.ask("media.listen-for-tone", {
        mediaId,
        hz: ECHO_HZ,
        forMs: ECHO_LISTEN_MS,
      });
      const { packetsReceived, packetsLost, roundTripMs } = await media.ask("media.stats", { mediaId });
      const all = packetsReceived + Math.max(0, packetsLost);
      const lossPercent = all === 0 ? null : (Math.max(0, packetsLost) / all) * 100;
      this.#setEcho({
        verdict: heard ? "good" : "bad",
        problem: heard ? null : "no-sound",
        roundTripMs,
        lossPercent,
        levelDb,
      });
    } catch (error) {
      log.warn({ error }, "echo not measured");
      this.#setEcho({ verdict: "bad", problem: "no-sound" });
    } finally {
      signalling.hangUp(callId);
    }
  }

  /** What becomes of the echo call in time. */
  #answerOf(callId: CallId): Promise<EchoAnswer> {
    return new Promise((resolve) => {
      const settle = (answer: EchoAnswer) => {
        stopLimit();
        stopListening();
        resolve(answer);
      };
      const stopLimit = this.#parts.clock.after(ECHO_ANSWER_MS, () => settle("not-answered"));
      const stopListening = this.#parts.signalling.onEvent((event) => {
        if (event.type === "phone-changed" || event.callId !== callId) return;
        if (event.type === "established") settle("answered");
        if (event.type === "ended") settle(event.end.reason === "not-found" ? "no-number" : "not-answered");
      });
    });
  }

  #setEcho(change: Partial<Preflight["echo"]>): void {
    if (this.#check) this.#set({ echo: { ...this.#check.echo, ...change } });
  }

  #set(change: Partial<Preflight>): void {
    if (!this.#check) return;
    this.#check = { ...this.#check, ...change };
    this.#changed.tell();
  }

  #keep(): void {
    if (!this.#check) return;
    try {
      this.#parts.store.write(this.#check);
    } catch (error) {
      this.#parts.log.warn({ error }, "the result of the check could not be kept");
    }
  }
}
