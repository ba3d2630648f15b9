import { assertNever } from "../../../src-shared/assert-never.ts";
import type { QualityEvent } from "../../../src-shared/domain/quality/call-quality.ts";
import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { CallId, InteractionId } from "../../../src-shared/ids.ts";
import type { CallSignalling } from "../ports/call-signalling.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Media } from "../ports/media.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { CallEffect, CallReport, CallTimer, CallTrouble, TransferOutcome } from "./call-effect.ts";
import { type Call, viewOf } from "./call-state.ts";

/** What the calls need of the world. Without a notifier nothing shows outside the window. */
export type CallPorts = {
  readonly signalling: CallSignalling;
  readonly media: Media;
  readonly clock: Clock;
  readonly log: Log;
  /** Whose numbers those without a country code are. */
  readonly homeCountry?: () => string;
  readonly notifier?: Pick<Notifier, "showRinging">;
};

/** Whom the runner tells, and asks, while it works. */
export type CallRunnerOwner = {
  readonly report: (report: CallReport) => void;
  readonly find: (callId: CallId) => Call | undefined;
  readonly trouble: (callId: CallId, trouble: CallTrouble) => void;
  readonly transferred: (callId: CallId, outcome: TransferOutcome, party: Customer) => void;
  readonly survived: (callId: CallId, interactionId: InteractionId) => void;
  readonly noteSound: (callId: CallId, code: QualityEvent["code"]) => void;
  readonly over: (call: Call) => void;
};

/** Does what the call machine says. Holds what stands (timers, notifications) until the machine takes it back. */
export class CallEffectsRunner {
  readonly #ports: CallPorts;
  readonly #owner: CallRunnerOwner;
  readonly #timers = new Map<string, () => void>();
  readonly #notifications = new Map<CallId, () => void>();

  constructor(ports: CallPorts, owner: CallRunnerOwner) {
    this.#ports = ports;
    this.#owner = owner;
  }

  run(effect: CallEffect): void {
    const { signalling, log } = this.#ports;
    switch (effect.type) {
      case "dial": {
        const dialled = signalling.dial(effect.callId, effect.target, effect.lineId);
        this.#owner.report({ type: "dialled", callId: effect.callId, ...dialled });
        return;
      }
      case "accept":
        signalling.accept(effect.callId);
        return;
      case "reject":
        signalling.reject(effect.callId, effect.sipCode);
        return;
      case "hang-up":
        signalling.hangUp(effect.callId, this.#owner.find(effect.callId)?.endIntent === "media-lost");
        return;
      case "set-held":
        signalling.setHeld(effect.callId, effect.held);
        return;
      case "send-dtmf":
        signalling.sendDtmf(effect.callId, effect.tones);
        return;
      case "renew-media":
        signalling.renewMedia(effect.callId);
        return;
      case "repair-media":
        log.warn({ callId: effect.callId, step: effect.step }, "sound broken, mending it");
        signalling.repairMedia(effect.callId, effect.step);
        return;
      case "note-sound":
        this.#owner.noteSound(effect.callId, effect.code);
        return;
      case "refer":
        signalling.refer(effect.callId, effect.target);
        return;
      case "refer-into":
        signalling.referInto(effect.callId, effect.consultId);
        return;
      case "set-conference": {
        const { mediaIds } = effect;
        this.#tellMedia(
          "media.set-conference",
          this.#ports.media.ask("media.set-conference", { mediaIds: [...mediaIds] }),
        );
        return;
      }
      case "tell-transfer": {
        const { callId, outcome, party } = effect;
        log.info({ callId, outcome }, "transfer");
        this.#owner.transferred(callId, outcome, party);
        return;
      }
      case "probe":
        this.#probe(effect.callId);
        return;
      case "set-ring":
        this.#tellMedia("media.set-ring", this.#ports.media.ask("media.set-ring", { sound: effect.sound }));
        return;
      case "set-muted": {
        const { mediaId, muted } = effect;
        this.#tellMedia("media.set-muted", this.#ports.media.ask("media.set-muted", { mediaId, muted }));
        return;
      }
      case "start-timer":
        this.#startTimer(effect.timer, effect.delayMs);
        return;
      case "stop-timer":
        this.#take(this.#timers, timerKey(effect.timer));
        return;
      case "start-notifying":
        this.#notify(effect.callId);
        return;
      case "stop-notifying":
        this.#take(this.#notifications, effect.callId);
        return;
      case "tell-trouble":
        log.warn({ callId: effect.callId, trouble: effect.trouble }, "call trouble");
        this.#owner.trouble(effect.callId, effect.trouble);
        return;
      case "tell-survived":
        this.#owner.survived(effect.callId, effect.interactionId);
        return;
      case "tell-over":
        log.info({ callId: effect.call.callId, end: effect.call.end }, "call over");
        this.#owner.over(effect.call);
        return;
      default:
        assertNever(effect);
        return;
    }
  }

  dispose(): void {
    for (const stop of [...this.#timers.values(), ...this.#notifications.values()]) stop();
    this.#timers.clear();
    this.#notifications.clear();
  }

  #probe(callId: CallId): void {
    this.#ports.signalling.probe(callId).then(
      (exists) => this.#owner.report({ type: "probed", callId, exists }),
      (cause: unknown) => {
        // No answer is no proof that the dialog is gone.
        this.#ports.log.warn({ callId, cause }, "probe failed");
        this.#owner.report({ type: "probed", callId, exists: true });
      },
    );
  }

  /** A sound or a mute that cannot be set now is set anew with the next media window; the machine keeps what is wanted. */
  #tellMedia(name: string, asked: Promise<unknown>): void {
    asked.catch((cause: unknown) => this.#ports.log.warn({ name, cause }, "media window did not do it"));
  }

  #startTimer(timer: CallTimer, delayMs: number): void {
    const key = timerKey(timer);
    this.#take(this.#timers, key);
    const stop = this.#ports.clock.after(delayMs, () => {
      this.#timers.delete(key);
      this.#owner.report({ type: "timer-fired", timer });
    });
    this.#timers.set(key, stop);
  }

  #notify(callId: CallId): void {
    const call = this.#owner.find(callId);
    if (call && this.#ports.notifier) this.#notifications.set(callId, this.#ports.notifier.showRinging(viewOf(call)));
  }

  #take<Key>(standing: Map<Key, () => void>, key: Key): void {
    standing.get(key)?.();
    standing.delete(key);
  }
}

function timerKey(timer: CallTimer): string {
  return `${timer.kind} ${timer.callId}`;
}
