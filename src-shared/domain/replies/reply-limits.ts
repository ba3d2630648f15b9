// Apart from quick-reply.ts, so that a window which counts what is typed does not load zod.

/** The longest title, shortcut and text of a quick reply, in UTF-16 units. */
export const REPLY_TITLE_LIMIT = 80;
export const REPLY_SHORTCUT_LIMIT = 32;
export const REPLY_TEXT_LIMIT = 2000;
/** How many replies one operator, one queue and the company may have each. */
export const REPLIES_LIMIT = 200;
/** What stands behind the `/`: letters, digits, hyphens and underscores. */
export const REPLY_SHORTCUT = /^[\p{L}\p{N}_-]*$/u;
