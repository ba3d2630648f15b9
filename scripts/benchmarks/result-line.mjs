/** A result is at least a name, a finite number and its unit; baseline and ratio come with most. */
export function isResultLine(line) {
  if (typeof line !== "object" || line === null) return false;
  return typeof line.name === "string" && Number.isFinite(line.value) && typeof line.unit === "string";
}
