import type { BrowserWindow, NativeImage } from "electron";
import type { Preferences } from "../../src-shared/ipc/workplace.ts";
import { HOST_WORDS } from "./host-words.ts";

/** The mark on the button of the task bar; one picture each in assets/icons. */
export type OverlayLook = "ringing" | `missed-${number}` | "missed-many";

export type AppMarkView = {
  readonly isRinging: boolean;
  readonly missed: number;
  readonly locale: Preferences["locale"];
};

/** What the icon of the app itself says while no window is seen: that a call rings, and how many were missed. */
export type AppMark = { show(view: AppMarkView): void };

/**
 * The dock (macOS) and launchers that know it (Linux) take a number; the task bar of Windows takes a small picture with
 * words for readers, and there a ring goes before a number. That it flashes while it rings is the notifier's.
 */
export function createAppMark(parts: {
  readonly platform: NodeJS.Platform;
  readonly window: () => Pick<BrowserWindow, "setOverlayIcon"> | null;
  readonly setBadge: (count: number) => void;
  readonly icon: (look: OverlayLook) => NativeImage;
}): AppMark {
  const { platform, window, setBadge, icon } = parts;
  let badge = 0;
  let overlay: { readonly at: unknown; readonly words: string } | null = null;
  return {
    show(view) {
      if (platform === "win32") return showOverlay(view);
      if (view.missed === badge) return;
      badge = view.missed;
      setBadge(badge);
    },
  };

  function showOverlay({ isRinging, missed, locale }: AppMarkView): void {
    const at = window();
    if (at === null) return;
    const look = overlayLook(isRinging, missed);
    const words =
      look === null ? "" : isRinging ? HOST_WORDS[locale].ringingNow : HOST_WORDS[locale].missedCount(missed);
    // A window that was made again has no mark yet.
    if (overlay?.at === at && overlay.words === words) return;
    if (overlay === null && look === null) return;
    overlay = { at, words };
    at.setOverlayIcon(look === null ? null : icon(look), words);
  }
}

function overlayLook(isRinging: boolean, missed: number): OverlayLook | null {
  if (isRinging) return "ringing";
  if (missed === 0) return null;
  return missed > 9 ? "missed-many" : `missed-${missed}`;
}
