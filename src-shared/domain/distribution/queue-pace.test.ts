import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QueueId } from "../../ids.ts";
import { QueuePace } from "./queue-pace.ts";

const SUPPORT = QueueId.parse("support");
const MINUTE_MS = 60_000;

describe("the pace of a queue", () => {
  it("is not known before some were answered, nor long after, nor of another queue", () => {
    const pace = new QueuePace();
    expect(pace.expectedWaitMs(SUPPORT, 1, 0)).toBeNull();
    for (const minute of [0, 1]) pace.answered(SUPPORT, minute * MINUTE_MS);
    expect(pace.expectedWaitMs(SUPPORT, 1, 2 * MINUTE_MS)).toBeNull();
    pace.answered(SUPPORT, 2 * MINUTE_MS);
    expect(pace.expectedWaitMs(SUPPORT, 1, 3 * MINUTE_MS)).toBe(MINUTE_MS);
    expect(pace.expectedWaitMs(SUPPORT, 5, 3 * MINUTE_MS)).toBe(5 * MINUTE_MS);
    expect(pace.expectedWaitMs(QueueId.parse("orders"), 1, 3 * MINUTE_MS)).toBeNull();
    expect(pace.expectedWaitMs(SUPPORT, 1, 40 * MINUTE_MS)).toBeNull();
  });

  it("slows down while nobody is answered", () => {
    const pace = new QueuePace();
    for (const minute of [0, 1, 2]) pace.answered(SUPPORT, minute * MINUTE_MS);
    expect(pace.expectedWaitMs(SUPPORT, 1, 9 * MINUTE_MS)).toBe(3 * MINUTE_MS);
  });

  it("is never less for a later place, and never negative", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(steps, fc.nat(200), fc.nat(600_000), (pauses, place, afterMs) => {
        const pace = new QueuePace();
        let nowMs = 1_000_000;
        for (const pause of pauses) {
          nowMs += pause;
          pace.answered(SUPPORT, nowMs);
        }
        const [near, far] = [place, place + 1].map((one) => pace.expectedWaitMs(SUPPORT, one, nowMs + afterMs));
        if (near === null || far === null || near === undefined || far === undefined) expect(near).toBe(far);
        else expect(near >= 0 && far >= near).toBe(true);
      }),
    );
  });
});
