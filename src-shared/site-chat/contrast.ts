/** A colour as `#rrggbb`, small letters. */
export type HexColour = `#${string}`;

/** Relative luminance of a colour, 0–1 (WCAG 2.2, definition "relative luminance"). */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, 1–21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [bright = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}

/** White where it can be read, else black: one of the two always reaches 4.5. */
export function textOn(colour: string): HexColour {
  return contrast(colour, "#ffffff") >= 4.5 ? "#ffffff" : "#000000";
}

/** The colour, moved towards black or white in small steps until it stands out from the surface by the ratio asked for. */
export function standOut(colour: string, surface: string, ratio: number): HexColour {
  const target = luminance(surface) > 0.18 ? 0 : 255;
  for (let step = 0; step <= 20; step += 1) {
    const moved = toHex(channels(colour).map((value) => value + ((target - value) * step) / 20));
    if (contrast(moved, surface) >= ratio) return moved;
  }
  return target === 0 ? "#000000" : "#ffffff";
}

/** A colour a site may ask for: `#rgb` or `#rrggbb`; anything else is null. */
export function parseColour(text: string | null | undefined): HexColour | null {
  const value = text?.trim().toLowerCase() ?? "";
  if (/^#[0-9a-f]{6}$/.test(value)) return value as HexColour;
  return /^#[0-9a-f]{3}$/.test(value) ? `#${value.slice(1).replace(/./g, "$&$&")}` : null;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

function toHex(values: readonly number[]): HexColour {
  return `#${values.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}
