/** A query is cut to so many characters: nobody remembers more of what was said. */
export const QUERY_LIMIT = 200;
