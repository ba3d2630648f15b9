import { describe, expect, it } from "vitest";
import { InteractionResult } from "../../src-shared/events/log-event.ts";
import { workplaceContract } from "../../src-shared/ipc/workplace.ts";
import { ru } from "../i18n/ru.ts";
import { resultKey, resultTone } from "./call-result.ts";
import { refusalKey } from "./refusal-key.ts";

describe("results", () => {
  it("has a word for every result in both directions, and for a call that goes on", () => {
    for (const result of [...InteractionResult.options, null]) {
      for (const direction of ["in", "out"] as const) {
        const key = resultKey(result, direction).split(".")[1] as keyof typeof ru.history;
        expect(ru.history[key]).toBeTruthy();
      }
    }
  });

  it("calls a miss only what a customer suffered", () => {
    expect(resultTone("no-answer", "in")).toBe("missed");
    expect(resultTone("no-answer", "out")).toBe("neutral");
    expect(resultTone("answered", "in")).toBe("good");
    expect(resultTone("interrupted", "out")).toBe("broken");
    expect(resultTone(null, "in")).toBe("going");
  });
});

describe("refusals", () => {
  it("has words for every code of the contract", () => {
    const codes = Object.values(workplaceContract.requests).flatMap((request) => [...request.errors]);
    for (const code of codes) {
      const key = refusalKey(code).split(".")[1] as keyof typeof ru.refusals;
      expect(ru.refusals[key]).toBeTruthy();
    }
  });
});
