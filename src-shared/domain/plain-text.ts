/**
 * A line of text that may go anywhere: no control characters (a server's database refuses NUL) and no lone surrogates.
 * For what is looked up as it was typed, such as a login or an address; what is written to be read is cleaned (`cleanText`).
 */
export const PLAIN_TEXT = /^[^\p{Cc}\p{Cs}]*$/u;
