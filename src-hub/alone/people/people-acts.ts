import { readFileSync } from "node:fs";
import * as z from "zod";
import { Person } from "../../../src-shared/people/person.ts";
import { CommandError } from "./command-error.ts";
import type { HubApi } from "./hub-api.ts";
import { changeOf, newPersonOf, type Options } from "./read-place.ts";

/** What an act says: lines for a person, the hub's answer for a program. */
type Said = { readonly lines: readonly string[]; readonly answer: unknown; readonly isRefused?: boolean };

type Asked = {
  readonly api: HubApi;
  readonly words: readonly string[];
  readonly options: Options;
  /** What the administrator signed in with. */
  readonly password: string;
  readonly askNewPassword: () => Promise<string>;
};

export type Act = {
  readonly expected: string;
  /** How many words may follow the command. */
  readonly least: number;
  readonly most: number;
  /** What may be done before a made password was changed. */
  readonly isForMadePassword?: true;
  readonly perform: (asked: Asked) => Promise<Said>;
};

const Listed = z.object({ total: z.number(), people: z.array(Person) });
const Made = z.object({ person: Person, madePassword: z.string().nullish() });
const Shown = Person.extend({ lockedUntilMs: z.number().nullable() });
const Imported = z.object({
  isApplied: z.boolean(),
  people: z.array(z.object({ line: z.number(), login: z.string(), name: z.string(), role: z.string() })),
  problems: z.array(z.object({ line: z.number(), message: z.string() })),
  madePasswords: z.record(z.string(), z.string()),
});
const PAGE = 500;

/** Every command that speaks to the running hub. */
export const ACTS: Readonly<Record<string, Act>> = {
  list: {
    expected: "list [WORDS]",
    least: 0,
    most: 20,
    async perform({ api, words }) {
      const people: Person[] = [];
      for (let total = 1; people.length < total; ) {
        const query = new URLSearchParams({
          offset: String(people.length),
          limit: String(PAGE),
          search: words.join(" "),
        });
        const page = await api.get(`/people?${query.toString()}`, Listed);
        if (page.people.length === 0) break;
        people.push(...page.people);
        total = page.total;
      }
      return { lines: people.map(rowOf), answer: people };
    },
  },
  show: {
    expected: "show LOGIN",
    least: 1,
    most: 1,
    async perform({ api, words }) {
      const person = await api.get(pathOf(words), Shown);
      const { groups, skills, queues, lockedUntilMs } = person;
      const levels = Object.entries(skills).map(([code, level]) => `${code}:${level}`);
      return {
        lines: [
          rowOf(person),
          `groups\t${groups.join(",")}`,
          `skills\t${levels.join(",")}`,
          `queues\t${queues.join(",")}`,
          ...(lockedUntilMs === null ? [] : [`locked till\t${new Date(lockedUntilMs).toISOString()}`]),
        ],
        answer: person,
      };
    },
  },
  add: {
    expected: "add LOGIN --name NAME",
    least: 1,
    most: 1,
    perform: async ({ api, words: [login = ""], options }) =>
      madeBy(await api.post("/people", Made, newPersonOf(login, options))),
  },
  change: {
    expected: "change LOGIN and what is to change",
    least: 1,
    most: 1,
    perform: async ({ api, words, options }) =>
      changedTo(await api.call("PATCH", pathOf(words), Person, changeOf(options))),
  },
  role: {
    expected: "role LOGIN ROLE",
    least: 2,
    most: 2,
    perform: async ({ api, words }) =>
      changedTo(await api.call("PATCH", pathOf(words), Person, changeOf({ role: words[1] }))),
  },
  block: actOn("block", "block"),
  unblock: actOn("unblock", "unblock"),
  "reset-password": actOn("reset-password", "reset-password"),
  "totp-off": actOn("totp-off", "reset-totp"),
  "clear-lock": actOn("clear-lock", "clear-lock"),
  "sign-out-everywhere": actOn("sign-out-everywhere", "sign-out"),
  remove: {
    expected: "remove LOGIN",
    least: 1,
    most: 1,
    async perform({ api, words }) {
      const answer = await api.call("DELETE", pathOf(words), z.unknown());
      return { lines: [`removed\t${words[0]}`], answer };
    },
  },
  import: {
    expected: "import FILE [--apply]",
    least: 1,
    most: 1,
    async perform({ api, words: [file = ""], options }) {
      const apply = options.apply === true;
      const imported = await api.post("/people/import", Imported, { csv: read(file), apply });
      const { people, problems, madePasswords, isApplied } = imported;
      const lines = [
        ...problems.map(({ line, message }) => `line ${line}\t${message}`),
        ...(problems.length > 0 ? ["Nobody was taken in: put the file right and try again."] : []),
        ...(problems.length > 0
          ? []
          : people.map(({ login, name, role }) => [login, name, role, madePasswords[login] ?? ""].join("\t"))),
        ...(problems.length === 0 && !isApplied ? [`Would take in: ${people.length}. With --apply they are.`] : []),
      ];
      return { lines, answer: imported, isRefused: problems.length > 0 };
    },
  },
  password: {
    expected: "password",
    least: 0,
    most: 0,
    isForMadePassword: true,
    async perform({ api, password, askNewPassword }) {
      await api.choosePassword(password, await askNewPassword());
      return { lines: ["The password is changed; every other sign-in is over."], answer: { done: true } };
    },
  },
};

function actOn(command: string, lastPart: string): Act {
  return {
    expected: `${command} LOGIN`,
    least: 1,
    most: 1,
    perform: async ({ api, words }) => madeBy(await api.post(`${pathOf(words)}/${lastPart}`, Made)),
  };
}

function madeBy(made: z.output<typeof Made>): Said {
  const { person, madePassword } = made;
  return { lines: [rowOf(person), ...(madePassword ? [`password\t${madePassword}`] : [])], answer: made };
}

function changedTo(person: Person): Said {
  return { lines: [rowOf(person)], answer: person };
}

function rowOf({
  personId,
  name,
  role,
  extension,
  isBlocked,
  hasPassword,
  mustChangePassword,
  hasTotp,
}: Person): string {
  const standing = [
    ...(isBlocked ? ["blocked"] : []),
    ...(hasPassword ? [] : ["no password"]),
    ...(mustChangePassword ? ["password to be changed"] : []),
    ...(hasTotp ? ["codes"] : []),
  ];
  return [personId, name, role, extension ?? "-", standing.join(", ") || "-"].join("\t");
}

function pathOf([login = ""]: readonly string[]): string {
  return `/people/${encodeURIComponent(login)}`;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw CommandError.usage(`The file ${file} cannot be read.`);
  }
}
