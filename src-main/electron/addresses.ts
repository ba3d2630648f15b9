/** The app's own scheme and host; every page and asset lives under it, nothing else is ever loaded. */
export const APP_SCHEME = "app";
export const APP_ORIGIN = "app://tandem";

export const OPERATOR_URL = `${APP_ORIGIN}/operator/index.html`;
export const CARD_URL = `${APP_ORIGIN}/card/index.html`;
export const MEDIA_URL = `${APP_ORIGIN}/media/index.html`;
export const PROBLEM_URL = `${APP_ORIGIN}/problem/index.html`;

/** Where a frame may come from to be heard: the page's own folder under our origin. */
export function isUnder(url: string, page: string): boolean {
  return url.startsWith(page.slice(0, page.lastIndexOf("/") + 1));
}
