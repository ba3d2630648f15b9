import { standOut, textOn } from "../../../src-shared/site-chat/contrast.ts";
import type { SiteFace } from "../../../src-shared/site-chat/hub-frames.ts";
import type { KeyValueStore } from "../engine/ports.ts";
import { styles } from "../view/styles.ts";
import type { WidgetOptions } from "./options.ts";

const DEFAULT_ACCENT = "#3350d3";
const SURFACES = { light: "#ffffff", dark: "#171a20" };

/** The element on the site's page, with a tree of its own: styles neither come in nor get out. */
export function mountHost({ lang, side }: WidgetOptions): { readonly host: HTMLElement; readonly root: ShadowRoot } {
  const host = document.createElement("tandem-chat");
  host.lang = lang;
  host.dataset.side = side;
  const root = host.attachShadow({ mode: "open" });
  // A constructed sheet is no inline style: it needs nothing of the site's policy.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);
  return { host, root };
}

/** Light or dark, and the site's colour made readable on it. */
export function paint(host: HTMLElement, options: WidgetOptions, accent: SiteFace["accent"]): void {
  const isDark =
    options.theme === "dark" || (options.theme === "auto" && matchMedia("(prefers-color-scheme:dark)").matches);
  host.dataset.theme = isDark ? "dark" : "light";
  const surface = SURFACES[isDark ? "dark" : "light"];
  const asked = options.accent ?? accent ?? DEFAULT_ACCENT;
  // A shape needs 3 to stand out (WCAG 1.4.11), words 4.5 (1.4.3).
  const fill = standOut(asked, surface, 3);
  const on = textOn(fill);
  const colours = {
    "--accent": fill,
    "--on": on,
    "--link": standOut(asked, isDark ? "#22272f" : "#f3f5f8", 4.5),
    "--focus": fill,
  };
  for (const [name, colour] of Object.entries(colours)) host.style.setProperty(name, colour);
}

/** The colour known from the last visit, so that the button does not change before the eyes. */
export function knownAccent(store: KeyValueStore): SiteFace["accent"] {
  try {
    return (JSON.parse(store.read("face") ?? "null") as SiteFace | null)?.accent ?? null;
  } catch {
    // Of another version of the widget, or spoilt: the button has the site's colour a moment later.
    return null;
  }
}
