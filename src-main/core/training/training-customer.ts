import { assertNever } from "../../../src-shared/assert-never.ts";
import { CallId } from "../../../src-shared/ids.ts";
import type { Reply } from "../../../src-shared/ipc/define-contract.ts";
import type { TrainingView } from "../../../src-shared/ipc/training.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import type { CallSignalling, SignallingEvent, SipAccount } from "../ports/call-signalling.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Media } from "../ports/media.ts";
import {
  stepTraining,
  type TrainingEffect,
  type TrainingEvent,
  type TrainingScript,
  type TrainingState,
} from "./training-machine.ts";

export type TrainingCustomerParts = {
  /** The customer's own phone, not the operator's. */
  readonly signalling: CallSignalling;
  readonly media: Media;
  readonly clock: Clock;
  readonly log: Log;
  readonly script: TrainingScript;
};

/** A second SIP user of this desktop who calls the team's queue, speaks recorded Russian phrases and listens. */
export type TrainingCustomer = {
  start(account: SipAccount): void;
  stop(): Promise<void>;
  /** Calls now; refused while a call of it goes on. */
  callMe(): Reply<WorkplaceContract, "training.call-me">;
  view(): TrainingView;
  onChange(listener: () => void): () => void;
};

export function createTrainingCustomer(parts: TrainingCustomerParts): TrainingCustomer {
  return new Customer(parts);
}

class Customer implements TrainingCustomer {
  readonly #parts: TrainingCustomerParts;
  readonly #listeners = new Set<() => void>();
  #state: TrainingState = { name: "idle" };
  #isStarted = false;
  #isReady = false;
  #mediaId: string | null = null;
  #stopTimer: (() => void) | null = null;
  #subscriptions: (() => void)[] = [];

  constructor(parts: TrainingCustomerParts) {
    this.#parts = parts;
  }

  start(account: SipAccount): void {
    const { signalling, media } = this.#parts;
    this.#isStarted = true;
    this.#subscriptions = [
      signalling.onEvent((event) => this.#handleSignalling(event)),
      media.on("media.voice-changed", ({ mediaId, speaking }) => {
        if (mediaId === this.#mediaId) this.#step({ type: "voice-changed", speaking });
      }),
      media.on("media.clip-ended", ({ mediaId }) => {
        if (mediaId === this.#mediaId) this.#step({ type: "clip-ended" });
      }),
    ];
    signalling.start(account);
    this.#announce();
  }

  async stop(): Promise<void> {
    this.#isStarted = false;
    this.#isReady = false;
    this.#step({ type: "ended" });
    for (const unsubscribe of this.#subscriptions.splice(0)) unsubscribe();
    await this.#parts.signalling.stop();
  }

  callMe(): Reply<WorkplaceContract, "training.call-me"> {
    if (!this.#isStarted) return refused("training-unavailable");
    if (this.#state.name !== "idle") return refused("training-busy", "later");
    if (!this.#isReady) return refused("phone-not-ready", "later");
    this.#step({ type: "call", callId: CallId.parse(this.#parts.clock.newId()) });
    return accepted({});
  }

  view(): TrainingView {
    const { name } = this.#state;
    const state = name === "idle" || name === "calling" ? name : "talking";
    return { isAvailable: this.#isStarted, state };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #handleSignalling(event: SignallingEvent): void {
    switch (event.type) {
      case "phone-changed":
        this.#isReady = event.phone.state === "ready";
        return;
      case "incoming":
        // Nobody calls the customer back in a training: the line is one way.
        this.#parts.signalling.reject(event.callId, 480);
        return;
      case "established":
      case "ended":
        if (this.#isMine(event.callId)) this.#step({ type: event.type });
        return;
      case "remote-hold-changed":
        if (this.#isMine(event.callId)) this.#step({ type: "hold-changed", held: event.held });
        return;
      case "progress":
      case "hold-changed":
      case "hold-failed":
      case "dtmf-received":
      case "dtmf-failed":
      case "dtmf-sent":
      case "media-renewed":
      case "media-repaired":
      case "transfer-progress":
      case "party-changed":
        return;
      default:
        assertNever(event);
    }
  }

  #isMine(callId: CallId): boolean {
    return this.#state.name !== "idle" && this.#state.callId === callId;
  }

  #step(event: TrainingEvent): void {
    const before = this.#state.name;
    const { state, effects } = stepTraining(this.#state, event, this.#parts.script);
    this.#state = state;
    for (const effect of effects) this.#run(effect);
    if (state.name === "idle") this.#mediaId = null;
    if (state.name !== before) this.#announce();
  }

  #run(effect: TrainingEffect): void {
    const { signalling, clock } = this.#parts;
    switch (effect.type) {
      case "dial":
        this.#mediaId = signalling.dial(effect.callId, effect.target).mediaId;
        return;
      case "play":
        void this.#play(effect.clip);
        return;
      case "hang-up":
        signalling.hangUp(effect.callId);
        return;
      case "timer":
        this.#stopTimer?.();
        this.#stopTimer =
          effect.afterMs === null ? null : clock.after(effect.afterMs, () => this.#step({ type: "timer" }));
        return;
      default:
        assertNever(effect);
    }
  }

  /** A phrase that cannot be played counts as said, so that the call still comes to its end. */
  async #play(clip: string): Promise<void> {
    const { media, log } = this.#parts;
    const mediaId = this.#mediaId;
    if (mediaId === null) return;
    try {
      await media.ask("media.play-clip", { mediaId, clip });
    } catch (error) {
      log.warn({ clip, error }, "phrase of the training customer was not played");
      if (mediaId === this.#mediaId) this.#step({ type: "clip-ended" });
    }
  }

  #announce(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
