import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mosOf, ratingFactor } from "./e-model.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const delay = fc.double({ min: 0, max: 5000, noNaN: true });
const codec = fc.constantFrom("opus", "PCMA", "pcmu", "G729", "gsm", null, "something");

describe("the E-model", () => {
  it("rates an undisturbed talk 93.2, which is a MOS of 4.41 (G.107 annex B)", () => {
    const clean = { lossShare: 0, delayMs: 0, codec: "opus" };
    expect(ratingFactor(clean)).toBe(93.2);
    expect(mosOf(clean)).toBeCloseTo(4.41, 2);
  });

  // Idd by hand: Ta = 200 gives X = 1, 25·(2^(1/6) − 3·(1 + 3^−6)^(1/6) + 2); loss: 95·Ppl / (Ppl + 25.1).
  it.each([
    [{ lossShare: 0.03, delayMs: 50, codec: "PCMA" }, 93.2 - (95 * 3) / 28.1],
    [{ lossShare: 0.1, delayMs: 0, codec: null }, 93.2 - (95 * 10) / 35.1],
    [{ lossShare: 0, delayMs: 200, codec: "opus" }, 93.2 - 25 * (2 ** (1 / 6) - 3 * (1 + 3 ** -6) ** (1 / 6) + 2)],
    [{ lossShare: 0.02, delayMs: 0, codec: "G729" }, 93.2 - 11 - (84 * 2) / 21],
  ])("rates %j by the formulas", (impairments, r) => {
    expect(ratingFactor(impairments)).toBeCloseTo(r, 6);
  });

  it("stays between 1 and 4.5", () => {
    fc.assert(
      fc.property(share, delay, codec, (lossShare, delayMs, name) => {
        const mos = mosOf({ lossShare, delayMs, codec: name });
        expect(mos).toBeGreaterThanOrEqual(1);
        expect(mos).toBeLessThanOrEqual(4.5);
      }),
    );
  });

  it("never rises with more loss", () => {
    fc.assert(
      fc.property(share, share, delay, codec, (one, other, delayMs, name) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const worse = mosOf({ lossShare: more, delayMs, codec: name });
        expect(worse).toBeLessThanOrEqual(mosOf({ lossShare: less, delayMs, codec: name }) + 1e-9);
      }),
    );
  });

  it("never rises with more delay", () => {
    fc.assert(
      fc.property(share, delay, delay, codec, (lossShare, one, other, name) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const worse = mosOf({ lossShare, delayMs: more, codec: name });
        expect(worse).toBeLessThanOrEqual(mosOf({ lossShare, delayMs: less, codec: name }) + 1e-9);
      }),
    );
  });
});
