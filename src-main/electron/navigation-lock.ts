import type { WebContents } from "electron";
import type { Log } from "../core/ports/log.ts";

/** Schemes that may be handed to the system's own programs. */
const EXTERNAL_SCHEMES: readonly string[] = ["https:", "mailto:"];

/** Whether an address may leave for the system's browser or mail program. */
export function mayOpenExternally(address: string): boolean {
  const url = URL.parse(address);
  // A user name in an https address is a way to make it look like another host.
  return url !== null && EXTERNAL_SCHEMES.includes(url.protocol) && url.username === "" && url.password === "";
}

/** A page stays where main put it: only its own reload is let through. */
export function mayNavigate(from: string, to: string, isMainFrame: boolean): boolean {
  return isMainFrame && from !== "" && withoutHash(from) === withoutHash(to);
}

/** Denies navigation, redirects, frames, webviews and new windows of one web contents. */
export function lockNavigation(
  contents: WebContents,
  parts: { readonly log: Log; readonly openExternal: (url: string) => void },
): void {
  const { log } = parts;
  const refuse = (event: { preventDefault(): void }, what: string) => {
    event.preventDefault();
    log.warn({ what }, "navigation refused");
  };
  contents.on("will-navigate", (event) => {
    if (!mayNavigate(contents.getURL(), event.url, event.isMainFrame)) refuse(event, "navigate");
  });
  contents.on("will-frame-navigate", (event) => {
    if (!mayNavigate(contents.getURL(), event.url, event.isMainFrame)) refuse(event, "frame");
  });
  contents.on("will-redirect", (event) => refuse(event, "redirect"));
  contents.on("will-attach-webview", (event) => refuse(event, "webview"));
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenExternally(url)) parts.openExternal(url);
    else log.warn({ what: "window" }, "navigation refused");
    return { action: "deny" };
  });
}

function withoutHash(address: string): string {
  const hash = address.indexOf("#");
  return hash === -1 ? address : address.slice(0, hash);
}
