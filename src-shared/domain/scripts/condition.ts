import type { ConditionTest } from "./script.ts";
import { plainWords, type ScriptValues, variableName } from "./script-text.ts";

/** Whether a test is true of what is known. A variable nobody filled is empty. */
export function isTrue(
  { variable, is, value }: ConditionTest,
  values: ScriptValues,
  labels: ReadonlyMap<string, string>,
): boolean {
  const name = variableName(variable, labels);
  const known = Object.hasOwn(values, name) ? (values[name] ?? "") : "";
  switch (is) {
    case "equal":
      return plainWords(known) === plainWords(value);
    case "not-equal":
      return plainWords(known) !== plainWords(value);
    case "contains":
      return plainWords(known).includes(plainWords(value));
    case "more":
      return numberOf(known) > numberOf(value);
    case "less":
      return numberOf(known) < numberOf(value);
    case "filled":
      return known.trim() !== "";
    case "empty":
      return known.trim() === "";
  }
}

/** What is no number is neither more nor less than one. */
function numberOf(value: string): number {
  return value.trim() === "" ? Number.NaN : Number(value.replaceAll(/\s/g, "").replace(",", "."));
}
