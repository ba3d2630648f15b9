import { CsvError, parse } from "csv-parse/sync";
import * as z from "zod";
import { NewPerson } from "../../src-shared/people/person.ts";

/** Most people of one file: as many as a team may have. */
const MOST_LINES = 1000;
const LIST = /\s*[;|]\s*/;
const COLUMNS = ["login", "name", "role", "extension", "groups", "skills", "queues", "password"] as const;

/** What is wrong with a line of the file (1: the head), in words that name the column and never what stands in it. */
export type CsvProblem = { readonly line: number; readonly message: string };
export type ParsedPeople = {
  readonly people: readonly { readonly line: number; readonly person: NewPerson }[];
  readonly problems: readonly CsvProblem[];
};

const Row = z.record(z.string(), z.string());

/**
 * Reads people from a table (RFC 4180, comma or semicolon, with a head). Lists stand in one cell, parted by `;` or `|`;
 * a skill may carry its level: `en:7|returns`. Nothing is taken from a file that has one wrong line.
 */
export function parsePeople(text: string): ParsedPeople {
  const rows = rowsOf(text);
  if ("problem" in rows) return { people: [], problems: [rows.problem] };
  const problems: CsvProblem[] = [];
  const people: { line: number; person: NewPerson }[] = [];
  const lineOfLogin = new Map<string, number>();
  for (const { line, cells } of rows.rows) {
    const parsed = NewPerson.safeParse(personOf(cells));
    if (!parsed.success) {
      for (const issue of parsed.error.issues)
        problems.push({ line, message: `${String(issue.path[0] ?? "line")}: ${issue.message}` });
      continue;
    }
    const first = lineOfLogin.get(parsed.data.login);
    if (first !== undefined) problems.push({ line, message: `login: stands in line ${first} already` });
    lineOfLogin.set(parsed.data.login, first ?? line);
    people.push({ line, person: parsed.data });
  }
  if (rows.rows.length === 0) problems.push({ line: 1, message: "there is nobody in the file" });
  return { people, problems };
}

type Rows = { readonly rows: readonly { readonly line: number; readonly cells: Record<string, string> }[] };

function rowsOf(text: string): Rows | { readonly problem: CsvProblem } {
  const [head = ""] = text.split("\n", 1);
  const unknown = headOf(head).filter((column) => !COLUMNS.some((known) => known === column));
  if (unknown.length > 0) return { problem: { line: 1, message: `the head may only hold ${COLUMNS.join(", ")}` } };
  try {
    const records: unknown = parse(text, {
      bom: true,
      columns: headOf,
      delimiter: delimiterOf(head),
      skip_empty_lines: true,
      trim: true,
      info: true,
      max_record_size: 4096,
      to: MOST_LINES + 1,
    });
    const rows = z.array(z.object({ record: Row, info: z.object({ lines: z.number() }) })).parse(records);
    if (rows.length > MOST_LINES) return { problem: { line: MOST_LINES + 2, message: `at most ${MOST_LINES} people` } };
    return { rows: rows.map(({ record, info }) => ({ line: info.lines, cells: record })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : 1;
    return { problem: { line, message: "the line is not a row of this table: see its quotes and columns" } };
  }
}

function headOf(head: string | readonly string[]): string[] {
  const names = typeof head === "string" ? head.replace(/^\uFEFF/, "").split(delimiterOf(head)) : head;
  return names.map((name) => name.trim().replace(/^"|"$/g, "").toLowerCase());
}

function delimiterOf(head: string): string {
  return head.includes(";") && !head.includes(",") ? ";" : ",";
}

function personOf(cells: Readonly<Record<string, string>>): Record<string, unknown> {
  const { login, name, role, extension, groups, skills, queues, password } = cells;
  return {
    login,
    name,
    ...(role ? { role } : {}),
    ...(extension ? { extension } : {}),
    ...(groups ? { groups: listOf(groups) } : {}),
    ...(skills ? { skills: Object.fromEntries(listOf(skills).map(skillOf)) } : {}),
    ...(queues ? { queues: listOf(queues) } : {}),
    ...(password ? { password } : {}),
  };
}

function listOf(cell: string): string[] {
  return cell.split(LIST).filter((item) => item !== "");
}

/** Without a level: the middle. */
function skillOf(item: string): [string, number] {
  const [code = "", level] = item.split(":");
  return [code.trim(), level === undefined ? 5 : Number(level)];
}
