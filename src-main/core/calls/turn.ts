import type { CallId } from "../../../src-shared/ids.ts";
import type { CallEffect } from "./call-effect.ts";
import type { Call, CallsState } from "./call-state.ts";

/** One step of the machine while it is being worked out: the state so far and the effects so far. Never leaves `reduce`. */
export class Turn {
  state: CallsState;
  readonly nowMs: number;
  readonly effects: CallEffect[] = [];

  constructor(state: CallsState, nowMs: number) {
    this.state = state;
    this.nowMs = nowMs;
  }

  call(callId: CallId): Call | undefined {
    return this.state.calls.find((call) => call.callId === callId);
  }

  byMedia(mediaId: string): Call | undefined {
    return this.state.calls.find((call) => call.mediaId === mediaId && call.phase !== "ended");
  }

  add(call: Call): void {
    this.state = { ...this.state, calls: [...this.state.calls, call] };
  }

  set(callId: CallId, change: Partial<Call>): void {
    const calls = this.state.calls.map((call) => (call.callId === callId ? { ...call, ...change } : call));
    this.state = { ...this.state, calls };
  }

  remove(callId: CallId): void {
    this.state = { ...this.state, calls: this.state.calls.filter((call) => call.callId !== callId) };
  }

  emit(effect: CallEffect): void {
    this.effects.push(effect);
  }
}
