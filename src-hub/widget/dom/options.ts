import { type HexColour, parseColour } from "../../../src-shared/site-chat/contrast.ts";

export type Lang = "ru" | "en";

/** What the site's line says, `data-…` by `data-…`; everything but the key has a default. */
export type WidgetOptions = {
  readonly key: string;
  /** The hub's own origin, where the script came from. */
  readonly hub: string;
  readonly lang: Lang;
  /** Null: as the site's settings at the hub say. */
  readonly accent: HexColour | null;
  readonly theme: "light" | "dark" | "auto";
  readonly side: "left" | "right";
};

/** Null without a key: there is no site to speak for. */
export function readOptions(script: HTMLScriptElement, pageLang: string): WidgetOptions | null {
  const { key, lang, accent, theme, side } = script.dataset;
  if (!key) return null;
  return {
    key,
    hub: new URL(script.src).origin,
    lang: (lang || pageLang).toLowerCase().startsWith("ru") ? "ru" : "en",
    accent: parseColour(accent),
    theme: theme === "dark" || theme === "auto" ? theme : "light",
    side: side === "left" ? "left" : "right",
  };
}
