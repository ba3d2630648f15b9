import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallId } from "../../../src-shared/ids.ts";
import {
  DELIVERY_SCRIPT,
  stepTraining,
  type TrainingEffect,
  type TrainingEvent,
  type TrainingState,
} from "./training-machine.ts";

const callId = CallId.parse("call-1");
const script = DELIVERY_SCRIPT;

function play(events: readonly TrainingEvent[], from: TrainingState = { name: "idle" }) {
  const effects: TrainingEffect[] = [];
  let state = from;
  for (const event of events) {
    const step = stepTraining(state, event, script);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects, clips: effects.flatMap((effect) => (effect.type === "play" ? [effect.clip] : [])) };
}

const speech: TrainingEvent[] = [
  { type: "voice-changed", speaking: true },
  { type: "voice-changed", speaking: false },
  { type: "timer" },
];

describe("stepTraining", () => {
  it("says every turn after the operator has spoken, then hangs up", () => {
    const turn: TrainingEvent[] = [...speech, { type: "clip-ended" }];
    const { clips, effects } = play([
      { type: "call", callId },
      { type: "established" },
      ...script.turns.flatMap(() => turn),
      { type: "timer" },
    ]);
    expect(clips).toEqual(script.turns);
    expect(effects.at(-1)).toEqual({ type: "hang-up", callId });
  });

  it("asks whether it is heard when the operator keeps silent, and leaves after the limit", () => {
    const silence: TrainingEvent[] = [{ type: "timer" }, { type: "clip-ended" }];
    const { clips, effects } = play([
      { type: "call", callId },
      { type: "established" },
      ...Array.from({ length: script.silenceLimit }, () => silence).flat(),
      { type: "timer" },
    ]);
    expect(clips).toEqual(Array.from({ length: script.silenceLimit }, () => script.silencePrompt));
    expect(effects.at(-1)).toEqual({ type: "hang-up", callId });
  });

  it("keeps no timer while on hold, and waits again when taken back", () => {
    const talk = play([{ type: "call", callId }, { type: "established" }]).state;
    const held = play([{ type: "hold-changed", held: true }], talk);
    expect(held.effects).toEqual([{ type: "timer", afterMs: null }]);
    expect(play([{ type: "hold-changed", held: false }], held.state).effects).toEqual([
      { type: "timer", afterMs: script.silenceMs },
    ]);
  });

  it("does not take a word thrown in for an answer", () => {
    const speaking = play([{ type: "call", callId }, { type: "established" }, ...speech]).state;
    const { effects } = play(
      [{ type: "voice-changed", speaking: true }, { type: "voice-changed", speaking: false }, { type: "clip-ended" }],
      speaking,
    );
    expect(effects).toEqual([{ type: "timer", afterMs: script.silenceMs }]);
  });

  it("gives up waiting when its patience ends", () => {
    const { effects } = play([{ type: "call", callId }, { type: "timer" }]);
    expect(effects.at(-1)).toEqual({ type: "hang-up", callId });
  });

  it("ends idle, with its timer stopped, whatever happened before the end of the call", () => {
    const anyEvent = fc.oneof<fc.Arbitrary<TrainingEvent>[]>(
      fc.constant({ type: "call", callId }),
      fc.constant({ type: "established" }),
      fc.boolean().map((held) => ({ type: "hold-changed", held })),
      fc.boolean().map((speaking) => ({ type: "voice-changed", speaking })),
      fc.constant({ type: "clip-ended" }),
      fc.constant({ type: "timer" }),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        const { state, effects, clips } = play([{ type: "call", callId }, ...events, { type: "ended" }]);
        expect(state).toEqual({ name: "idle" });
        expect(effects.filter((effect) => effect.type === "timer").at(-1)).toEqual({ type: "timer", afterMs: null });
        const turns = clips.filter((clip) => clip !== script.silencePrompt);
        expect(turns).toEqual(script.turns.slice(0, turns.length));
      }),
    );
  });
});
