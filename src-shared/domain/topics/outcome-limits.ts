/** More topics than these say nothing any more. */
export const TOPICS_LIMIT = 8;
/** A next step is one sentence. */
export const NEXT_STEP_LIMIT = 300;
