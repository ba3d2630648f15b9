// Who writes in a conversation, and who has it before them: told often, kept nowhere, and over when nothing more is heard.

/** How often a desktop says that a conversation is before its operator, ms; twice that without a word, and it is not. */
export const VIEWING_EVERY_MS = 10_000;
/** How often a desktop says that its operator writes, while they do, ms: sites and messengers show it 5 to 6 s. */
export const TYPING_EVERY_MS = 3000;
/** So long somebody counts as writing after the last word of it, ms. */
export const TYPING_LASTS_MS = 6000;
