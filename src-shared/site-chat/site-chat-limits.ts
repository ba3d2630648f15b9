// Numbers and names both ends of the site chat share. No zod here: the widget imports this file and must stay small.

/** Raised when a field is removed or changes its meaning; new fields are optional and do not raise it. */
export const SITE_CHAT_VERSION = 1;

/** Where the widget connects: a plain WebSocket of JSON texts, `?key=` names the site. */
export const SITE_CHAT_PATH = "/site-chat";

/** Where a visitor's file is sent (POST) and where files are read (GET `/:fileId?token=`). */
export const SITE_FILES_PATH = "/api/v1/site/files";

/** Where a visitor asks for the right to one call (POST). */
export const SITE_CALLS_PATH = "/api/v1/site/calls";

/** Where the loader `tandem.js` and the hashed widget live. */
export const WIDGET_PATH = "/widget";

/** Longest message, in UTF-16 units, as a text field counts them; the hub's own limit of a message. */
export const TEXT_LIMIT = 4096;
/** Longest question of the offline form: name and contact go in front of it, in one message. */
export const FORM_TEXT_LIMIT = 3600;
export const NAME_LIMIT = 80;
export const CONTACT_LIMIT = 120;
export const COMMENT_LIMIT = 1000;

/** The largest frame the hub takes, in bytes: a message of 4,096 Cyrillic letters, escaped, and room for the page. */
export const FRAME_LIMIT = 40 * 1024;

/** The largest file, in bytes. */
export const FILE_LIMIT = 10 * 1024 * 1024;

/** What a visitor may send; the hub looks into the file and does not take its name's word. */
export const FILE_TYPES = [
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "application/pdf",
  "text/plain",
  "application/zip",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
] as const;
export type SiteFileType = (typeof FILE_TYPES)[number];

/** Entries in one page of history. */
export const HISTORY_PAGE = 40;

/** A typing mark lives this long unless it is said again; it is said again every half of it. */
export const TYPING_LIVES_MS = 6000;

/** A widget that heard nothing for this long asks `ping`, and takes the link for dead when nothing follows in time. */
export const SILENCE_MS = 25_000;
export const ANSWER_WITHIN_MS = 10_000;

/** The hub closes a socket that said nothing for this long. */
export const HUB_PATIENCE_MS = 70_000;

/** Why the hub closes a socket (application codes of RFC 6455 §7.4.2). */
export const CloseCode = {
  /** Say hello again at leisure: the hub restarts, or the socket was silent. */
  goneAway: 4000,
  /** Do not come back: wrong key, origin or version. */
  notAllowed: 4403,
  /** Come back after a minute at the earliest. */
  tooMuch: 4429,
} as const;

/** After `CloseCode.tooMuch`. */
export const BAN_MS = 60_000;

/** Every "no" the widget may hear. */
export const SITE_REFUSALS = [
  "bad-frame",
  "unknown-site",
  "origin-not-allowed",
  "version-too-old",
  "version-too-new",
  "hello-first",
  "too-many-visitors",
  "too-many-messages",
  "too-many-orders",
  "text-empty",
  "bad-number",
  "bad-window",
  "call-back-off",
  "no-conversation",
  "file-unknown",
  "file-too-large",
  "file-type",
  "files-off",
  "too-many-files",
  "bad-token",
  "calls-off",
  "calls-unavailable",
  "queue-closed",
  "already-calling",
  "too-many-calls",
  "hub-fault",
] as const;
export type SiteRefusalCode = (typeof SITE_REFUSALS)[number];
