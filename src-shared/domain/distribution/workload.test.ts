import { describe, expect, it } from "vitest";
import { DEFAULT_WORKLOAD, loadOf, roomFor, Workload } from "./workload.ts";

describe("room for more", () => {
  it("is one call, or three dialogs, and a call may come on top of dialogs", () => {
    expect(roomFor(DEFAULT_WORKLOAD, { voice: 0, text: 0 })).toEqual({ voice: true, text: true });
    expect(roomFor(DEFAULT_WORKLOAD, { voice: 0, text: 2 })).toEqual({ voice: true, text: true });
    expect(roomFor(DEFAULT_WORKLOAD, { voice: 0, text: 3 })).toEqual({ voice: true, text: false });
    expect(roomFor(DEFAULT_WORKLOAD, { voice: 1, text: 0 })).toEqual({ voice: false, text: false });
  });

  it("follows the blending rule", () => {
    const apart = Workload.parse({ callInterruptsText: false, textWhileTalking: false });
    expect(roomFor(apart, { voice: 0, text: 1 })).toEqual({ voice: false, text: true });
    const mixed = Workload.parse({ textWhileTalking: true, textCapacity: 2 });
    expect(roomFor(mixed, { voice: 1, text: 1 })).toEqual({ voice: false, text: true });
    expect(roomFor(mixed, { voice: 1, text: 2 })).toEqual({ voice: false, text: false });
    expect(roomFor(Workload.parse({ textCapacity: 0 }), { voice: 0, text: 0 }).text).toBe(false);
  });

  it("weighs a call against dialogs", () => {
    expect(loadOf(DEFAULT_WORKLOAD, { voice: 0, text: 0 })).toBe(0);
    expect(loadOf(DEFAULT_WORKLOAD, { voice: 1, text: 0 })).toBe(1);
    expect(loadOf(DEFAULT_WORKLOAD, { voice: 0, text: 3 })).toBe(1);
    expect(loadOf(Workload.parse({ textCapacity: 0 }), { voice: 1, text: 0 })).toBe(1);
  });
});
