import { NewPerson, PersonChange } from "../../../src-shared/people/person.ts";
import { CommandError } from "./command-error.ts";

/** The options of a command, as they were typed. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

const MIDDLE = 5;

/** A person to be taken in, as the API expects them. */
export function newPersonOf(login: string, options: Options): NewPerson {
  return checked(NewPerson.safeParse({ login, ...placeOf(options) }));
}

/** What of a person is to change. */
export function changeOf(options: Options): PersonChange {
  return checked(PersonChange.safeParse(placeOf(options)));
}

function placeOf({ name, role, extension, groups, skills, queues }: Options): Record<string, unknown> {
  return {
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(extension === undefined ? {} : { extension: extension === "none" || extension === "" ? null : extension }),
    ...(typeof groups === "string" ? { groups: listOf(groups) } : {}),
    ...(typeof skills === "string" ? { skills: Object.fromEntries(listOf(skills).map(skillOf)) } : {}),
    ...(typeof queues === "string" ? { queues: listOf(queues) } : {}),
  };
}

function listOf(text: string): string[] {
  return text
    .split(/[,;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function skillOf(text: string): [string, number] {
  const [code = "", level] = text.split(":");
  return [code.trim(), level === undefined ? MIDDLE : Number(level)];
}

type Parsed<Value> =
  | { readonly success: true; readonly data: Value }
  | {
      readonly success: false;
      readonly error: { readonly issues: readonly { readonly path: PropertyKey[]; readonly message: string }[] };
    };

function checked<Value>(parsed: Parsed<Value>): Value {
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path, message }) => `${path.map(String).join(".") || "it"}: ${message}`);
  throw CommandError.usage(`Put this right: ${places.join("; ")}.`);
}
