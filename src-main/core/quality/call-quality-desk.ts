import type {
  LiveQuality,
  QualityEvent,
  QualitySummary,
  QualityWindow,
} from "../../../src-shared/domain/quality/call-quality.ts";
import type { QualitySample } from "../../../src-shared/domain/quality/quality-sample.ts";
import type { CallId } from "../../../src-shared/ids.ts";
import type { Call } from "../calls/call-state.ts";
import { Listeners } from "../calls/listeners.ts";
import { TalkQuality } from "./talk-quality.ts";

export type MeasuredWindow = { readonly callId: CallId; readonly window: QualityWindow };

/** How the last talks sounded, without a word of whom they were with: for a problem report. */
export type PastTalkQuality = {
  readonly answeredAtMs: number;
  readonly windows: readonly QualityWindow[];
  readonly events: readonly QualityEvent[];
};

const PAST_TALKS = 5;

/** What of a call decides whether its sound counts now. */
type CallFacts = Pick<
  Call,
  "callId" | "mediaId" | "phase" | "answeredAtMs" | "isMuted" | "ownHold" | "heldByCustomerSinceMs"
>;

/** Measures every talk of this desktop. */
export class CallQualityDesk {
  readonly #talks = new Map<CallId, { readonly answeredAtMs: number; readonly quality: TalkQuality }>();
  readonly #changed = new Listeners<void>();
  readonly #measured = new Listeners<MeasuredWindow>();
  #past: readonly PastTalkQuality[] = [];

  /** Null: not measured yet, or no talk. */
  live(callId: CallId): LiveQuality | null {
    return this.#talks.get(callId)?.quality.live ?? null;
  }

  /** Newest last; the talks that go on stand at the end. */
  recent(): readonly PastTalkQuality[] {
    return [...this.#past, ...[...this.#talks.values()].map(asPast)];
  }

  /** What `live` says of a call is other than before. */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  onMeasured(listener: (measured: MeasuredWindow) => void): () => void {
    return this.#measured.add(listener);
  }

  take(call: CallFacts, sample: QualitySample, nowMs: number): void {
    if (call.phase !== "talking" || call.answeredAtMs === null) return;
    const quality = this.#talk(call.callId, call.answeredAtMs);
    const before = quality.live;
    const isHeld = call.ownHold !== "none" || call.heldByCustomerSinceMs !== null;
    const counted = { heard: !isHeld, said: !isHeld && !call.isMuted };
    const window = quality.take(sample, counted, nowMs - call.answeredAtMs);
    if (window) this.#measured.tell({ callId: call.callId, window });
    if (JSON.stringify(quality.live) !== JSON.stringify(before)) this.#changed.tell();
  }

  note(call: CallFacts, code: QualityEvent["code"], nowMs: number): void {
    if (call.answeredAtMs === null || call.phase === "ended") return;
    this.#talk(call.callId, call.answeredAtMs).note(code, nowMs - call.answeredAtMs);
  }

  /** The talk is over: what is to be stored of it, null when nothing was measured. */
  finish(callId: CallId): QualitySummary | null {
    const talk = this.#talks.get(callId);
    if (!talk) return null;
    this.#talks.delete(callId);
    this.#past = [...this.#past, asPast(talk)].slice(-PAST_TALKS);
    return talk.quality.summary();
  }

  #talk(callId: CallId, answeredAtMs: number): TalkQuality {
    const known = this.#talks.get(callId);
    if (known) return known.quality;
    const quality = new TalkQuality();
    this.#talks.set(callId, { answeredAtMs, quality });
    return quality;
  }
}

function asPast({ answeredAtMs, quality }: { answeredAtMs: number; quality: TalkQuality }): PastTalkQuality {
  return { answeredAtMs, windows: [...quality.windows], events: [...quality.events] };
}
