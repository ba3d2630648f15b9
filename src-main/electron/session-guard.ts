import type { Session } from "electron";
import type { Log } from "../core/ports/log.ts";
import { APP_ORIGIN } from "./addresses.ts";
import type { HidGate } from "./hid-gate.ts";

/** What the pages of a session may ever be granted: nothing, or the microphone and the choice of a speaker. */
export type Grants = "nothing" | "microphone";

export type PermissionQuestion = {
  readonly permission: string;
  /** What a `media` question is about; empty when it does not say, which is then refused. */
  readonly mediaTypes: readonly string[];
  readonly origin: string;
  readonly isMainFrame: boolean;
};

/** Deny by default; the one place where a permission is ever granted. */
export function mayGrant(grants: Grants, question: PermissionQuestion): boolean {
  if (grants !== "microphone" || !question.isMainFrame) return false;
  if (question.origin !== APP_ORIGIN) return false;
  if (question.permission === "speaker-selection") return true;
  return (
    question.permission === "media" &&
    question.mediaTypes.length > 0 &&
    question.mediaTypes.every((type) => type === "audio")
  );
}

/** Whether a page of this app may request an address at all: nothing leaves by HTTP, and no file is read. */
export function mayRequest(address: string, hasDevTools: boolean): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  if (url.protocol === "app:") return `${url.protocol}//${url.host}` === APP_ORIGIN;
  if (url.protocol === "blob:") return address.startsWith(`blob:${APP_ORIGIN}/`);
  return url.protocol === "data:" || (hasDevTools && url.protocol === "devtools:");
}

/** Sets every permission handler of a session, and cuts all requests but the app's own. */
export function guardSession(
  session: Session,
  {
    grants,
    headsets = null,
    hasDevTools,
    log,
  }: {
    readonly grants: Grants;
    /** Who decides over headsets; without it no page of this session ever sees a device. */
    readonly headsets?: Pick<HidGate, "mayOpen"> | null;
    readonly hasDevTools: boolean;
    readonly log: Log;
  },
): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const origin = originOf(("securityOrigin" in details && details.securityOrigin) || details.requestingUrl);
    const mediaTypes = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    const isGranted = mayGrant(grants, { permission, mediaTypes, origin, isMainFrame: details.isMainFrame });
    if (!isGranted) log.warn({ permission, origin }, "permission refused");
    answer(isGranted);
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    mayGrant(grants, {
      permission,
      mediaTypes: details.mediaType === undefined ? [] : [details.mediaType],
      origin: originOf(requestingOrigin),
      isMainFrame: details.isMainFrame,
    }),
  );
  session.setDevicePermissionHandler(
    ({ deviceType, origin, device }) => headsets?.mayOpen({ deviceType, origin: originOf(origin), device }) ?? false,
  );
  // No page asks a person for a device: headsets are allowed in the settings, and everything else is refused.
  session.on("select-hid-device", (event, _details, choose) => {
    event.preventDefault();
    choose(null);
  });
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.webRequest.onBeforeRequest((details, answer) => {
    const isAllowed = mayRequest(details.url, hasDevTools);
    if (!isAllowed) log.warn({ resource: details.resourceType }, "request refused");
    answer({ cancel: !isAllowed });
  });
}

/** `app:` is no special scheme to the URL standard, so its `origin` reads "null"; scheme and host are compared instead. */
function originOf(address: string | undefined): string {
  const url = address === undefined ? null : URL.parse(address);
  return url === null ? "" : `${url.protocol}//${url.host}`;
}
