// Apart from script.ts, so that a window which counts what is typed does not load zod.

/** The longest title of a script or a block, and the longest words of an answer, a check, a field and a choice, in UTF-16 units. */
export const SCRIPT_TITLE_LIMIT = 120;
export const SCRIPT_WORDS_LIMIT = 200;
/** The longest text of one block; what takes more than two minutes to read aloud belongs in two blocks. */
export const SCRIPT_TEXT_LIMIT = 4000;
/** The longest value of one variable; longer ones are cut where they come from. */
export const SCRIPT_VALUE_LIMIT = 300;
/** How many fields one form may have: all of them, filled to the brim, fit one message of the link. */
export const SCRIPT_FIELDS_LIMIT = 20;
/** How many blocks a script may have; and answers, checks, branches and objections one block. */
export const SCRIPT_BLOCKS_LIMIT = 3000;
export const SCRIPT_ITEMS_LIMIT = 30;
/** An answer is chosen by one digit: more of them than these are chosen by hand only, which a check says. */
export const SCRIPT_DIGITS = 9;
/** How many variables a run holds. */
export const SCRIPT_VALUES_LIMIT = 200;
/** How deep sub-scripts may call one another in a run. */
export const SCRIPT_DEPTH_LIMIT = 8;
/** How many blocks may perform themselves in one step before the run stands and says that it goes round. */
export const SCRIPT_PERFORMED_LIMIT = 1000;
/** The longest outline, in UTF-16 units. */
export const SCRIPT_OUTLINE_LIMIT = 1_000_000;
/** How many scripts a team may have. */
export const SCRIPTS_LIMIT = 500;
/** How far back a run remembers its way. */
export const SCRIPT_WAY_LIMIT = 300;
