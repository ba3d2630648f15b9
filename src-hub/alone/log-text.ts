/** A line of the log for people: the time, the level, the words, and the rest as it is. */
export function asText(line: string): string {
  const { level, atMs, subject, words, ...fields } = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const rest = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : "";
  return `${new Date(Number(atMs)).toISOString()} ${String(level).padEnd(5)} ${String(subject)}: ${String(words)}${rest}\n`;
}
