/** How many notices of a shift are kept; the oldest go first. */
export const NOTICES_KEPT = 100;

/** The longest words of a notice, characters; a window shortens what is longer. */
export const NOTICE_TITLE_LIMIT = 200;
export const NOTICE_MESSAGE_LIMIT = 600;
