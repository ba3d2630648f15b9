import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fittedPaneWidths, PANE_LIMITS, usualPaneWidths } from "./pane-widths.ts";

describe("fittedPaneWidths", () => {
  it("are the usual ones until a person chose, wider from 1366 px on", () => {
    expect(fittedPaneWidths(1440, {}, true)).toEqual({ list: 296, card: 336 });
    expect(fittedPaneWidths(1280, {}, true)).toEqual({ list: 264, card: 300 });
    expect(usualPaneWidths(1366)).toEqual({ list: 296, card: 336 });
  });

  it("lets the card give way before the list, so that the centre keeps 520 px", () => {
    expect(fittedPaneWidths(1920, { list: 400, card: 460 }, true)).toEqual({ list: 400, card: 460 });
    expect(fittedPaneWidths(1280, { list: 400, card: 460 }, true)).toEqual({ list: 400, card: 296 });
    expect(fittedPaneWidths(1200, { list: 400, card: 460 }, true)).toEqual({ list: 336, card: 280 });
  });

  it("holds the limits whatever was kept, and the centre wherever there is room", () => {
    const width = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(fc.integer({ min: 1104, max: 4000 }), width, width, fc.boolean(), (window, list, card, hasCard) => {
        const fitted = fittedPaneWidths(window, { list, card }, hasCard);
        for (const pane of ["list", "card"] as const) {
          expect(fitted[pane]).toBeGreaterThanOrEqual(PANE_LIMITS[pane].min);
          expect(fitted[pane]).toBeLessThanOrEqual(PANE_LIMITS[pane].max);
        }
        expect(window - 64 - fitted.list - (hasCard ? fitted.card : 0)).toBeGreaterThanOrEqual(520);
      }),
    );
  });
});
