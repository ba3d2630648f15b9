import type { App } from "electron";
import { CALL_SCHEMES, isCallLink } from "../../src-shared/domain/call-link.ts";
import { isSetupLink, SETUP_SCHEME } from "../../src-shared/domain/setup-link.ts";

/** Links of other programs: an argument of this start, of a second one, or an event of macOS. */
export type CallLinkSource = { onLink(listener: (link: string) => void): void };

/** Collects links from the first moment on: macOS tells the one the app was started by before it is ready. */
export function collectCallLinks(
  app: Pick<App, "on" | "isPackaged" | "setAsDefaultProtocolClient">,
  argv: readonly string[],
): CallLinkSource {
  const waiting: string[] = argv.filter(isLink).slice(0, 1);
  let listener: ((link: string) => void) | null = null;
  const open = (link: string) => {
    if (listener) listener(link);
    else waiting.splice(0, waiting.length, link);
  };
  app.on("open-url", (event, url) => {
    event.preventDefault();
    if (isLink(url)) open(url);
  });
  app.on("second-instance", (_event, args) => {
    const link = args.find(isLink);
    if (link !== undefined) open(link);
  });
  // An app that is not installed would have the system start a bare Electron. The person chooses the program in the
  // system's settings; this only makes Tandem one of the choices.
  if (app.isPackaged) for (const scheme of [...CALL_SCHEMES, SETUP_SCHEME]) app.setAsDefaultProtocolClient(scheme);
  return {
    onLink(given) {
      listener = given;
      for (const link of waiting.splice(0)) given(link);
    },
  };
}

/** Of ours at all: a number to call, or what sets this program up. */
function isLink(argument: string): boolean {
  return isCallLink(argument) || isSetupLink(argument);
}
