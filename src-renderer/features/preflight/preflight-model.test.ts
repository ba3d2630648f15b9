import { describe, expect, it } from "vitest";
import type { Preflight } from "../../../src-shared/ipc/preflight.ts";
import { preflightVerdict } from "../../../src-shared/ipc/preflight-verdict.ts";
import { rowsOf } from "./preflight-model.ts";

const good: Preflight = {
  startedAtMs: 1,
  finishedAtMs: 2,
  link: "good",
  phone: "good",
  microphone: { verdict: "good", problem: null, label: "Headset", levelDb: -20 },
  headphones: { verdict: "good", problem: null, label: "Headset" },
  echo: { verdict: "good", problem: null, roundTripMs: 3, lossPercent: 0, levelDb: -12 },
};

describe("rowsOf", () => {
  it("says a step good only when it was proved", () => {
    expect(rowsOf(good).map(({ code }) => code)).toEqual([
      "link-good",
      "phone-good",
      "mic-good",
      "ears-good",
      "echo-good",
    ]);
    const running = rowsOf({
      ...good,
      microphone: { ...good.microphone, verdict: "running" },
      headphones: { ...good.headphones, verdict: "waiting" },
      echo: { ...good.echo, verdict: "waiting" },
    });
    expect(running.map(({ code }) => code).slice(2)).toEqual(["mic-running", "waiting", "waiting"]);
  });

  it("tells a dead microphone from a quiet room, and asks whether the notes were heard", () => {
    const [, , mic, ears] = rowsOf({
      ...good,
      microphone: { verdict: "bad", problem: "dead", label: "Headset", levelDb: -100 },
      headphones: { verdict: "unsure", problem: null, label: "Headset" },
    });
    expect([mic?.code, ears?.code]).toEqual(["mic-dead", "ears-ask"]);
  });
});

describe("preflightVerdict", () => {
  it("is the gravest of the steps", () => {
    expect(preflightVerdict(good)).toBe("good");
    expect(preflightVerdict({ ...good, headphones: { ...good.headphones, verdict: "unsure" } })).toBe("unsure");
    expect(preflightVerdict({ ...good, echo: { ...good.echo, verdict: "running" } })).toBe("running");
    expect(preflightVerdict({ ...good, phone: "bad", echo: { ...good.echo, verdict: "running" } })).toBe("bad");
  });
});
