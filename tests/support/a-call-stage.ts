import { type CallOver, CallService } from "../../src-main/core/calls/call-service.ts";
import type { CallEnd } from "../../src-main/core/ports/call-signalling.ts";
import { CallId, InteractionId } from "../../src-shared/ids.ts";
import type { CallView, PhoneState } from "../../src-shared/ipc/workplace.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { FakeLog } from "./fake-log.ts";
import { FakeMedia } from "./fake-media.ts";
import { FakeSignalling, type SignallingCommand } from "./fake-signalling.ts";

export const A = CallId.parse("a");
export const B = CallId.parse("b");
export const REMOTE_BYE: CallEnd = { by: "remote", reason: "hung-up", sipCode: null };

/** The calls of a desktop whose phone, sound and time are played. */
export class CallStage {
  readonly signalling = new FakeSignalling();
  readonly media = new FakeMedia();
  readonly clock = new FakeClock();
  readonly ringingNow = new Set<string>();
  readonly overs: CallOver[] = [];
  readonly survivors: string[] = [];
  readonly troubles: string[] = [];
  readonly calls: CallService;

  constructor() {
    const { signalling, media, clock, ringingNow } = this;
    const showRinging = (call: CallView) => {
      ringingNow.add(call.callId);
      return () => void ringingNow.delete(call.callId);
    };
    this.calls = new CallService({ signalling, media, clock, log: new FakeLog(), notifier: { showRinging } });
    this.calls.onCallOver((over) => void this.overs.push(over));
    this.calls.onTalkSurvived(({ callId }) => void this.survivors.push(callId));
    this.calls.onTrouble(({ callId, trouble }) => void this.troubles.push(`${callId} ${trouble}`));
    this.phone("ready");
  }

  phone(state: PhoneState["state"]): void {
    this.signalling.emit({ type: "phone-changed", phone: { state, sinceMs: 0, retryAtMs: null, failure: null } });
  }

  /** What the phone was told since the last look. */
  told(): SignallingCommand[] {
    return this.signalling.commands.splice(0);
  }

  view(callId: CallId): CallView | undefined {
    return this.calls.calls().find((call) => call.callId === callId);
  }

  async talk(callId: CallId): Promise<void> {
    const { signalling, calls, media } = this;
    signalling.ring(callId);
    calls.answer(callId);
    signalling.emit({ type: "established", callId, interactionId: InteractionId.parse(`i-${callId}`) });
    await media.ask("media.open", { mediaId: callId, source: { kind: "microphone" }, offer: null, audible: true });
    await settle();
    this.told();
  }

  held(callId: CallId, isHeld: boolean): void {
    this.signalling.emit({ type: "hold-changed", callId, held: isHeld });
  }

  /** Every call ends; answers with what is left of them, which should be nothing. */
  async close() {
    const { calls, signalling, clock, ringingNow, media } = this;
    for (const { callId } of calls.calls()) signalling.over(callId, REMOTE_BYE);
    await clock.run(60_000);
    const left = { calls: calls.calls(), timers: clock.pendingTimers, ringing: [...ringingNow], sound: media.ring };
    calls.dispose();
    return left;
  }
}

/** What `close` finds where nothing was forgotten. */
export const NOTHING_LEFT = { calls: [], timers: 0, ringing: [], sound: "none" };
