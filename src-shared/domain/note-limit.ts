/** The longest note of one operator on one interaction, characters. */
export const NOTE_LIMIT = 4000;
