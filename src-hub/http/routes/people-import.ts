import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { parsePeople } from "../../people/people-csv.ts";
import { refusedPeople } from "../../people/refusals.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";

const LARGEST_FILE = 1024 * 1024;

const Import = z.strictObject({
  csv: z.string().min(1).max(LARGEST_FILE),
  apply: z.boolean().default(false).describe("False: only say what would happen."),
});
const Imported = z.object({
  isApplied: z.boolean(),
  people: z.array(z.object({ line: z.number().int(), login: z.string(), name: z.string(), role: z.string() })),
  problems: z.array(z.object({ line: z.number().int(), message: z.string() })),
  madePasswords: z.record(z.string(), z.string()).describe("By login, of those whose line had none; told this once."),
});

export const peopleImportRoutes: HubRoutes = (app, { people }) => {
  app.post(
    "/people/import",
    {
      config: { right: "people.manage" },
      bodyLimit: 2 * LARGEST_FILE,
      schema: {
        summary: "Take people in from a table (CSV): all of them, or nobody",
        description:
          "Columns: login, name, role, extension, groups, skills (code:level), queues, password; lists are parted by `;` or `|`.",
        tags: ["people"],
        body: Import,
        response: { 200: Imported, 400: Refusal, 401: Refusal, 403: Refusal },
      },
    },
    async (request) => {
      const { csv, apply } = request.body;
      const room = await people();
      const parsed = parsePeople(csv);
      const wanted = parsed.people.map(({ person }) => person);
      const problems = [...parsed.problems, ...(await room.people.problemsOf(wanted)).map(at)];
      const seen = parsed.people.map(({ line, person: { login, name, role } }) => ({ line, login, name, role }));
      if (!apply || problems.length > 0) return { isApplied: false, people: seen, problems, madePasswords: {} };
      const created = await room.people.createAll(callerOf(request).personId, wanted);
      // Somebody else was quicker since the lines were looked at.
      if (!created.ok) throw refusedPeople(created.code, `line ${lineOf(created.index ?? 0)}`);
      const made = created.value.flatMap(({ person, madePassword }) =>
        madePassword === null ? [] : [[person.personId, madePassword] as const],
      );
      return { isApplied: true, people: seen, problems, madePasswords: Object.fromEntries(made) };

      function lineOf(index: number): number {
        return parsed.people[index]?.line ?? 1;
      }
      function at({ index, code }: { readonly index: number; readonly code: Parameters<typeof refusedPeople>[0] }) {
        return { line: lineOf(index), message: refusedPeople(code).refusal.message };
      }
    },
  );
};
