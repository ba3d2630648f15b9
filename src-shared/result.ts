/** An expected "no": a declared code, and whether asking again can help. The words a person reads live in the renderer. */
export type Refusal<Code extends string = string> = {
  readonly ok: false;
  readonly code: Code;
  readonly retry: "now" | "later" | "no";
  /** What the code cannot say: who holds the places, how much is left. Its shape belongs to the code. */
  readonly detail?: unknown;
};

/** The answer of anything that may be refused. A fault (a bug, a broken machine) is thrown instead. */
export type Result<Value, Code extends string = string> = { readonly ok: true; readonly value: Value } | Refusal<Code>;

/** Wraps a value as an accepted result. */
export function accepted<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** Makes a refusal; by default asking again does not help. */
export function refused<const Code extends string>(
  code: Code,
  retry: Refusal["retry"] = "no",
  detail?: unknown,
): Refusal<Code> {
  return { ok: false, code, retry, ...(detail !== undefined && { detail }) };
}
