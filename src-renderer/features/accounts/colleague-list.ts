import { LineColleague, MOST_COLLEAGUES } from "../../../src-shared/domain/line-colleague.ts";

export type ColleaguesProblem = "accounts.badColleague" | "accounts.sameColleague" | "accounts.tooManyColleagues";

type Read =
  | { readonly ok: true; readonly value: readonly LineColleague[] }
  | { readonly ok: false; readonly problem: ColleaguesProblem };

/** Reads a list as it is typed: a colleague a line, the extension first, the name after it (or none). */
export function colleaguesIn(text: string): Read {
  const lines = text.split("\n").flatMap((line) => line.trim() || []);
  const value = lines.flatMap((line) => {
    const [, extension, name] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
    return LineColleague.safeParse({ extension, name }).data ?? [];
  });
  if (value.length < lines.length) return { ok: false, problem: "accounts.badColleague" };
  if (value.length > MOST_COLLEAGUES) return { ok: false, problem: "accounts.tooManyColleagues" };
  const isTwice = new Set(value.map(({ extension }) => extension)).size < value.length;
  return isTwice ? { ok: false, problem: "accounts.sameColleague" } : { ok: true, value };
}

export function textOfColleagues(colleagues: readonly LineColleague[]): string {
  return colleagues.map(({ extension, name }) => `${extension} ${name}`.trim()).join("\n");
}
