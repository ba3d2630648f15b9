import { readFileSync } from "node:fs";
import { systemClock } from "../../clock.ts";
import { openDatabase } from "../../db/open-database.ts";
import { HubStartError } from "../../hub-start-error.ts";
import { redactText } from "../../log-redaction.ts";
import { PasswordHasher } from "../../people/password-hasher.ts";
import { readEnvironment } from "../read-environment.ts";
import { readFiles } from "../read-files.ts";
import { CommandError } from "./command-error.ts";
import { type FirstRefusal, makeFirstAdministrator } from "./first-administrator.ts";
import { newPersonOf, type Options } from "./read-place.ts";

const SENTENCES: Readonly<Partial<Record<FirstRefusal, string>>> = {
  "has-administrator": "This hub has an administrator: start it, and sign in as them.",
  "login-taken": "Somebody has, or had, this login: choose another.",
  "extension-taken": "The extension already leads somewhere: choose another.",
  "last-operator": "Somebody must answer calls: give an extension.",
};

/** `first-administrator`: the hub's own set-up by environment, its database opened for this command alone. */
export async function prepareDatabase(
  words: readonly string[],
  options: Options,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const [login, ...more] = words;
  if (login === undefined || more.length > 0)
    throw CommandError.usage("Expected: first-administrator LOGIN --name NAME.");
  const wanted = newPersonOf(login, options);
  const readFile = (name: string) => readFileSync(name, "utf8");
  const read = readEnvironment(environment, readFile);
  if (!read.ok) throw CommandError.usage(read.problems.join(" "));
  const { contents, problems } = readFiles(read.values, readFile);
  if (problems.length > 0) throw CommandError.usage(problems.join(" "));
  const { DATABASE_URL: url, HUB_DATABASE_FILE: file, HUB_DATABASE_KEY: key = null } = read.values;
  const hasher = new PasswordHasher();
  try {
    const db = await openDatabase(url === undefined ? { file, key } : { url, onLost: fail });
    try {
      const made = await makeFirstAdministrator(
        { db, clock: systemClock, hasher, team: contents.team ?? null },
        wanted,
      );
      if (!made.ok) throw CommandError.failed(SENTENCES[made.code] ?? `The hub refuses this place: ${made.code}.`);
      return [`login\t${login}`, `password\t${made.value}`];
    } finally {
      await db.destroy();
    }
  } catch (error) {
    if (!(error instanceof HubStartError)) throw error;
    const isTaken = error.code === "database-taken" || error.code === "database-unreadable";
    const advice = isTaken ? " A hub that runs holds its database: this command is for before its first start." : "";
    throw CommandError.failed(`${redactText(error.message)}.${advice}`);
  } finally {
    await hasher.stop();
  }
}

function fail(error: unknown): void {
  throw error;
}
