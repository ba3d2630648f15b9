import { protocol, type Session } from "electron";
import { APP_SCHEME } from "./addresses.ts";
import type { PageKind } from "./content-policy.ts";
import { type PictureSource, respond, respondMade, respondWithPicture } from "./scheme-response.ts";

/** Must run before the app is ready. No `bypassCSP`, no service workers, no CORS exception. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Pages made by main itself: address → html, asked for at each request. */
export type MadePages = ReadonlyMap<string, (nonce: string) => string>;

/** Serves the built pages on one session. A session serves its own pages only: the operator's cannot show the media page. */
export function serveAppScheme(
  session: Session,
  root: string,
  pages: readonly PageKind[],
  { made = new Map(), picture }: { readonly made?: MadePages; readonly picture?: PictureSource } = {},
): void {
  session.protocol.handle(APP_SCHEME, (request) => {
    const html = made.get(request.url);
    if (html) return respondMade(html);
    const shown = picture && respondWithPicture(request, picture);
    return shown ?? respond(request, root, pages);
  });
}
