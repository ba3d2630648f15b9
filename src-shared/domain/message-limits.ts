// Apart from message.ts, so that a window which counts what is typed does not load zod.

/** The longest text of one message, in UTF-16 units; Telegram's own limit, and three of them fit one message of the link. */
export const MESSAGE_TEXT_LIMIT = 4096;
/** The longest draft that is kept; more than one message may hold, so that a long text is not cut while it is shortened. */
export const DRAFT_LIMIT = 100_000;
/** The largest file that is taken or given, in bytes; what Telegram lets a bot download. A channel may allow less. */
export const FILE_LIMIT_BYTES = 20 * 1024 * 1024;
/** The most attachments of one message. */
export const MESSAGE_ATTACHMENTS_LIMIT = 10;
