import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { SignedIn } from "../../../src-shared/people/sign-in.ts";
import { Questions } from "./ask-person.ts";
import { CommandError, EXIT } from "./command-error.ts";
import { HubApi } from "./hub-api.ts";
import { ACTS, type Act } from "./people-acts.ts";
import { PEOPLE_HELP } from "./people-help.ts";
import type { Options } from "./read-place.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const OPTIONS = {
  name: { type: "string" },
  role: { type: "string" },
  extension: { type: "string" },
  groups: { type: "string" },
  skills: { type: "string" },
  queues: { type: "string" },
  apply: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** `npm run hub -- people …`: carries out one command and answers with its exit code. */
export async function runPeople(typed: readonly string[], environment: Environment): Promise<number> {
  try {
    const { command, words, options } = parse(typed);
    if (options.help === true || command === undefined) {
      process.stdout.write(PEOPLE_HELP);
      return command === undefined && options.help !== true ? EXIT.usage : EXIT.done;
    }
    if (command === "first-administrator") {
      // It alone opens a database: everything else speaks to the hub that runs.
      const { prepareDatabase } = await import("./prepare-database.ts");
      print(await prepareDatabase(words, options, environment));
      return EXIT.done;
    }
    const act = ACTS[command];
    if (!act) throw CommandError.usage(`There is no command "${command}".`);
    return await performAsAdministrator(act, words, options, environment);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const more = error.exitCode === EXIT.usage ? " See npm run hub -- people --help." : "";
    process.stderr.write(`people: ${error.message}${more}\n`);
    return error.exitCode;
  }
}

async function performAsAdministrator(act: Act, words: readonly string[], options: Options, environment: Environment) {
  if (words.length < act.least || words.length > act.most) throw CommandError.usage(`Expected: ${act.expected}.`);
  const questions = new Questions();
  const api = new HubApi(urlOf(environment));
  try {
    const secret = (name: string, question: string, isSecret = true) =>
      secretOf(name, environment) ?? questions.ask(question, isSecret);
    const login = environment.TANDEM_LOGIN ?? (await questions.ask("Login"));
    const password = await secret("TANDEM_PASSWORD", "Password");
    const code = environment.TANDEM_CODE;
    const signedIn: SignedIn = await api.signIn({ login, password, ...(code ? { code } : {}) }, () =>
      questions.ask("Code of the authenticator app"),
    );
    if (signedIn.mustChangePassword && !act.isForMadePassword) {
      throw CommandError.failed(
        "The password was made for you: choose one of your own first, by the command password.",
      );
    }
    const said = await act.perform({
      api,
      words,
      options,
      password,
      askNewPassword: async () => secret("TANDEM_NEW_PASSWORD", "New password"),
    });
    print(options.json === true ? [JSON.stringify(said.answer)] : said.lines);
    return said.isRefused === true ? EXIT.refused : EXIT.done;
  } finally {
    questions.close();
    await api.signOut().catch(() => undefined);
  }
}

function parse(typed: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...typed], options: OPTIONS, allowPositionals: true });
    const [command, ...words] = positionals;
    return { command, words, options: values as Options };
  } catch (error) {
    throw CommandError.usage(
      error instanceof Error ? `${error.message.split("\n", 1)[0]}.` : "The options are not right.",
    );
  }
}

function urlOf({ TANDEM_HUB_URL: text = "http://127.0.0.1:7480" }: Environment): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) throw CommandError.usage("TANDEM_HUB_URL is no address of a hub.");
  const isHere = url.hostname === "localhost" || url.hostname === "[::1]" || url.hostname.startsWith("127.");
  if (url.protocol === "http:" && !isHere)
    throw CommandError.usage("TANDEM_HUB_URL would send the password unencrypted: use https.");
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function secretOf(name: string, environment: Environment): string | undefined {
  const file = environment[`${name}_FILE`];
  if (file === undefined || file === "") return environment[name] || undefined;
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw CommandError.usage(`${name}_FILE is wrong: the file it names cannot be read.`);
  }
}

function print(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}
