import type { EventPayloadOf } from "../../../src-shared/ipc/define-contract.ts";
import type { Workplace, WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import type { HubRefusal } from "../../../src-shared/ipc/wrap-up.ts";
import { isMicrophoneProved } from "../calls/auto-answer.ts";
import { AutoAnswerDesk } from "../calls/auto-answer-desk.ts";
import { ExtensionDesk } from "../calls/extension-desk.ts";
import { Listeners } from "../calls/listeners.ts";
import { RecordingDesk } from "../calls/recording-desk.ts";
import { CallLogDesk } from "../history/call-log-desk.ts";
import { NoticeDesk } from "../notices/notice-desk.ts";
import type { OutboxAnswer } from "../outbox/outbox.ts";
import { toldRefusal } from "../wrap-up/told-refusals.ts";
import { DoNotDisturb } from "./do-not-disturb.ts";
import type { HubKnowledge } from "./hub-knowledge.ts";
import type { WorkplaceParts } from "./workplace-parts.ts";
import type { WorkplaceFacts } from "./workplace-state.ts";

type RecordingResumed = EventPayloadOf<WorkplaceContract, "calls.recording-resumed">;
type Reminded = EventPayloadOf<WorkplaceContract, "operator.reminded">;

export type OperatorDeskParts = {
  readonly parts: WorkplaceParts;
  readonly hub: HubKnowledge;
  readonly facts: () => WorkplaceFacts;
  readonly show: (facts: Partial<WorkplaceFacts>) => void;
};

/** What the workplace does for its operator beside the calls: the call log, calls answered by themselves, «Не беспокоить», notices. */
export class OperatorDesk {
  readonly callLog: CallLogDesk;
  readonly recording: RecordingDesk;
  readonly extensions: ExtensionDesk;
  readonly notices: NoticeDesk;
  readonly #reminded = new Listeners<Reminded>();
  readonly #refused = new Listeners<HubRefusal>();
  readonly #parts: OperatorDeskParts;
  readonly #autoAnswer: AutoAnswerDesk;
  readonly #doNotDisturb: DoNotDisturb;

  constructor(given: OperatorDeskParts) {
    const { parts, hub, facts } = given;
    const { clock, log, stores } = parts;
    this.#parts = given;
    this.callLog = new CallLogDesk({
      mirror: stores.mirror,
      notes: stores.notes,
      log,
      nowMs: () => hub.toHub(clock.nowMs()),
      toLocal: (hubMs) => hub.toLocal(hubMs),
      self: () => hub.self,
      team: () => hub.team,
    });
    this.#autoAnswer = new AutoAnswerDesk({
      clock,
      calls: () => parts.calls.calls(),
      answer: (callId) => void parts.calls.answer(callId),
      warn: () => void parts.preflight.playNotes(),
      policy: () => hub.autoAnswerPolicy,
      answersOnRequest: () => this.callLog.answersOnRequest(),
      isMicrophoneProved: () => isMicrophoneProved(facts(), clock.nowMs()),
    });
    this.recording = new RecordingDesk({ recorder: parts.recorder, clock, calls: () => parts.calls.calls() });
    this.extensions = new ExtensionDesk({
      clock,
      calls: () => parts.calls.calls(),
      send: (callId, tones) => parts.calls.sendDtmf(callId, tones),
    });
    this.notices = new NoticeDesk({ clock, onChange: () => this.show() });
    this.#doNotDisturb = new DoNotDisturb({
      clock,
      refuseCalls: parts.refuseCalls,
      remind: (sinceMs) => this.#reminded.tell({ sinceMs }),
    });
  }

  view(): Pick<Workplace, "missed" | "redial" | "callBacks" | "autoAnswer" | "recordings" | "extensions" | "notices"> {
    const policy = this.#parts.hub.autoAnswerPolicy;
    const answersOnRequest = this.callLog.answersOnRequest();
    return {
      ...this.callLog.view(),
      autoAnswer: { policy, answersOnRequest, calls: this.#autoAnswer.view() },
      recordings: this.recording.view(),
      extensions: this.extensions.view(),
      notices: this.notices.view(),
    };
  }

  show(): void {
    this.#parts.show(this.view());
  }

  /** «Не беспокоить» is still on, and nothing ends it by itself. */
  onReminded(listener: (told: Reminded) => void): () => void {
    return this.#reminded.add(listener);
  }

  /** The hub said no to what the person asked. */
  onRefused(listener: (told: HubRefusal) => void): () => void {
    return this.#refused.add(listener);
  }

  handleAnswer(answer: OutboxAnswer): void {
    const told = toldRefusal(answer, this.#parts.hub.toLocal);
    if (told) this.#refused.tell(told);
  }

  /** A recording that was paused too long goes on, or does not. */
  onRecordingResumed(listener: (told: RecordingResumed) => void): () => void {
    return this.recording.resumed.add(listener);
  }

  /** Follows the calls; after those who show them, so that nothing here stands before a ring. */
  listen(): (() => void)[] {
    const { parts } = this.#parts;
    return [
      parts.onAnswerRequest(({ callId, afterMs }) => this.#autoAnswer.noteRequest(callId, afterMs)),
      parts.calls.onChange(() => this.#autoAnswer.handleCalls()),
      parts.calls.onChange(() => this.recording.handleCalls()),
      parts.calls.onChange(() => this.extensions.handleCalls()),
      this.#autoAnswer.onChange(() => this.show()),
      this.recording.onChange(() => this.show()),
      this.extensions.onChange(() => this.show()),
      () => this.recording.dispose(),
      () => this.extensions.dispose(),
      () => this.#autoAnswer.dispose(),
      () => this.#doNotDisturb.dispose(),
    ];
  }

  handleStatus(status: Workplace["status"]): void {
    this.#doNotDisturb.follow(status);
  }
}
