/**
 * What is wrong with a line of an outline. `no-title`: the outline does not begin with `# Title`; `unknown-setting`, `unknown-model`,
 * `unknown-action`, `unknown-field`, `unknown-condition`: a word that says nothing here; `out-of-place`: a line that this kind of
 * block cannot have; `unknown-block`: a way to a block that the outline does not have; `same-title`: two blocks, or two answers of
 * one, of one name; `bad-script`: too long, or otherwise nothing a script may hold.
 */
export type OutlineProblemCode =
  | "no-title"
  | "unknown-setting"
  | "unknown-model"
  | "unknown-action"
  | "unknown-field"
  | "unknown-condition"
  | "out-of-place"
  | "unknown-block"
  | "same-title"
  | "bad-script";

/** `line` counts from 1. */
export type OutlineProblem = { readonly line: number; readonly code: OutlineProblemCode };
