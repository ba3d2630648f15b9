import type { InteractionId } from "../../../src-shared/ids.ts";
import type { HubClock } from "../../clock.ts";
import type { RecordingAction, RecordingState, TelephonyCallId, TelephonyEvent } from "../telephony.ts";
import type { AriRecording } from "./ari/ari-objects.ts";
import type { AriRest } from "./ari/ari-rest.ts";
import type { CallWork } from "./call-work.ts";
import { CAUSE } from "./ring-outcome.ts";

/** One side of a talk that is recorded: a channel that listens to it alone, and the file it fills. */
type Recording = { readonly spied: string; readonly snoop: string; readonly name: string };

type RecordingsNeeds = {
  readonly callId: TelephonyCallId;
  readonly rest: AriRest;
  readonly clock: Pick<HubClock, "newId">;
  readonly work: CallWork;
  readonly emit: (event: TelephonyEvent) => void;
  readonly claim: (channelId: string) => void;
  /** What the file of a side is called after: an operator's user; a customer's number is in no name. */
  readonly nameOf: (user: string) => string;
  /** Every talk is recorded from its start. */
  readonly recordsAll: boolean;
};

type Sides = readonly { readonly channelId: string; readonly user: string }[];

const FORMAT = "wav";
/** Contact, user and a word of its own, so that no file is ever written twice. */
const NAME = /^tandem_([\w.:-]+)_([^_/]+)_[0-9a-z]{8}$/;

/** What a file's name says, also to a hub that did not begin it; null: it is none of the hub's. */
function readRecordingName(name: string): { readonly interactionId: InteractionId; readonly user: string } | null {
  const [, interactionId, user] = NAME.exec(name) ?? [];
  return interactionId && user ? { interactionId: interactionId as InteractionId, user } : null;
}

/** The end of a file, as Asterisk tells of it; null: it is none of the hub's. */
export function recordingEnded({ name, duration }: AriRecording, hasFailed: boolean): TelephonyEvent | null {
  const known = readRecordingName(name);
  const durationMs = duration === undefined ? null : duration * 1000;
  const state = hasFailed ? "failed" : "stopped";
  return known && { type: "recording-changed", callId: null, ...known, name, state, durationMs };
}

/**
 * The recording of a talk: each side from its own channel, so that who said what needs no guessing. A side's file ends
 * with its channel; a pause leaves the time out.
 */
export class Recordings {
  readonly #needs: RecordingsNeeds;
  readonly #running = new Map<string, Recording>();
  /** The operator stopped it: it does not begin by itself again. */
  #isRefused = false;

  constructor(needs: RecordingsNeeds) {
    this.#needs = needs;
  }

  /** The two of these sides talk now: maybe each is to be recorded. */
  talking(interactionId: InteractionId, sides: Sides): void {
    if (this.#needs.recordsAll && !this.#isRefused) this.#cover(interactionId, sides);
  }

  act(action: RecordingAction, interactionId: InteractionId, sides: Sides): void {
    this.#isRefused = action === "stop";
    if (action === "start") this.#cover(interactionId, sides);
    else for (const recording of [...this.#running.values()]) this.#actOn(recording, action);
  }

  /** Nobody talks for now: what is heard while waiting is in no file, and the next talk has files of its own. */
  leave(): void {
    for (const recording of [...this.#running.values()]) this.#actOn(recording, "stop");
  }

  /** The listening channel is there. */
  entered(channelId: string): void {
    const recording = [...this.#running.values()].find(({ snoop }) => snoop === channelId);
    if (recording) this.#ask(recording, "started", () => this.#needs.rest.record(channelId, recording.name, FORMAT));
  }

  #cover(interactionId: InteractionId, sides: Sides): void {
    const { claim, clock, nameOf, rest, work } = this.#needs;
    for (const { channelId: spied, user } of sides) {
      if (this.#running.has(spied)) continue;
      const snoop = clock.newId();
      const word = clock.newId().replaceAll("-", "").slice(-8);
      this.#running.set(spied, { spied, snoop, name: `tandem_${interactionId}_${nameOf(user)}_${word}` });
      claim(snoop);
      work.do(() => rest.snoop(spied, snoop, "leg"));
    }
  }

  #actOn(recording: Recording, action: Exclude<RecordingAction, "start">): void {
    const { rest, work } = this.#needs;
    const { name, snoop, spied } = recording;
    if (action === "pause") this.#ask(recording, "paused", () => rest.pauseRecording(name, true));
    else if (action === "resume") this.#ask(recording, "resumed", () => rest.pauseRecording(name, false));
    else {
      this.#running.delete(spied);
      // That it is stopped, the end of the file tells.
      work.do(() => rest.stopRecording(name));
      work.hangUp(snoop, CAUSE.normal);
    }
  }

  #ask({ name }: Recording, state: RecordingState, job: () => Promise<void>): void {
    const { callId, emit, work } = this.#needs;
    const tell = (told: RecordingState) => {
      const known = readRecordingName(name);
      if (known) emit({ type: "recording-changed", callId, ...known, name, state: told, durationMs: null });
    };
    work.do(async () => {
      try {
        await job();
        tell(state);
      } catch (error) {
        if (state === "started") tell("failed");
        throw error;
      }
    });
  }
}
