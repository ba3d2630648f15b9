import { describe, expect, it } from "vitest";
import { darkRoles, lightRoles, sharedRoles } from "./tokens.ts";

type Role = keyof typeof lightRoles;

/** Relative luminance of `#rrggbb`, 0…1 (WCAG 2.2). */
function luminance(colour: string): number {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(colour)?.slice(1);
  if (!parts) throw new Error(`${colour} is no opaque colour`);
  const [red = 0, green = 0, blue = 0] = parts.map((hex) => {
    const share = Number.parseInt(hex, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, 1…21 (WCAG 2.2). */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((first, second) => second - first);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT = 4.5;
const SHAPE = 3;
const PANES: readonly Role[] = ["bg", "pane", "pane-2", "raised", "sunken", "hover"];

/** What is drawn on what (ui.md §3), and the least contrast there. */
const PAIRS: readonly (readonly [drawn: Role, on: readonly Role[], least: number])[] = [
  ["text", [...PANES, "selected"], TEXT],
  ["text-2", [...PANES, "selected"], TEXT],
  ["text-3", PANES, TEXT],
  ["accent-text", ["pane", "pane-2", "raised", "selected", "accent-soft"], TEXT],
  ["live-text", ["pane", "pane-2", "raised", "live-soft"], TEXT],
  ["warn-text", ["pane", "pane-2", "raised", "warn-soft"], TEXT],
  ["danger-text", ["pane", "pane-2", "raised", "danger-soft", "bg"], TEXT],
  ["on-accent", ["accent", "accent-hover"], TEXT],
  ["on-live", ["live", "live-hover"], TEXT],
  ["on-danger", ["danger", "danger-hover"], TEXT],
  ["air-text", ["air", "air-2", "air-2-hover", "air-3"], TEXT],
  ["air-text-2", ["air", "air-2"], TEXT],
  ["line-strong", ["bg", "pane", "pane-2", "raised"], SHAPE],
  ["focus", PANES, SHAPE],
  ["accent", ["pane", "pane-2", "raised"], SHAPE],
  ["live", ["pane", "pane-2", "raised"], SHAPE],
  ["warn", ["pane", "pane-2", "raised"], SHAPE],
  ["danger", ["pane", "pane-2", "raised"], SHAPE],
  ...([1, 2, 3, 4, 5, 6] as const).map((tint) => [`tint-${tint}-text`, [`tint-${tint}`], TEXT] as const),
];

const rows = PAIRS.flatMap(([drawn, on, least]) => on.map((surface) => ({ drawn, surface, least })));

describe.each([
  ["light", lightRoles],
  ["dark", darkRoles],
] as const)("the %s tokens", (_scheme, roles) => {
  it.each(rows)("draw $drawn on $surface at $least at least", ({ drawn, surface, least }) => {
    expect(contrast(roles[drawn], roles[surface])).toBeGreaterThanOrEqual(least);
  });
});

describe("the air", () => {
  it.each([lightRoles, darkRoles])("shows its meters, its end and its words in both schemes", (roles) => {
    for (const meter of [sharedRoles["air-you"], sharedRoles["air-customer"], sharedRoles["air-end"]])
      expect(contrast(meter, roles.air)).toBeGreaterThanOrEqual(SHAPE);
    for (const words of [sharedRoles["air-warn"], sharedRoles["air-danger"]])
      expect(contrast(words, roles.air)).toBeGreaterThanOrEqual(TEXT);
  });

  it("is readable on hold", () => {
    for (const surface of [sharedRoles["air-hold"], sharedRoles["air-hold-stripe"], sharedRoles["air-hold-2"]]) {
      expect(contrast(sharedRoles["air-hold-text"], surface)).toBeGreaterThanOrEqual(TEXT);
      expect(contrast(sharedRoles["air-hold-text-2"], surface)).toBeGreaterThanOrEqual(TEXT);
    }
  });
});

it("measures as WCAG does", () => {
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});
