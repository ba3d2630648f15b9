import { isRelay } from "../site-call/ice-servers.ts";
import { VARIABLES, type Values, type Variable, type VariableName } from "./variables.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type Listed = readonly [VariableName, Variable<unknown>];

/** Either what the environment says, or what is wrong with it, one sentence each. No sentence repeats a value: it may be a secret. */
export type ReadEnvironment =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly problems: readonly string[] };

const ENTRIES = Object.entries(VARIABLES) as unknown as readonly Listed[];

/** Reads the hub's variables. An empty one is as one left out; `readFile` gives the text of a NAME_FILE. */
export function readEnvironment(environment: Environment, readFile: (name: string) => string): ReadEnvironment {
  const problems: string[] = [...unknownNames(environment)];
  const values: Record<string, unknown> = {};
  for (const [name, { schema, expected, isSecret }] of ENTRIES) {
    const found = textOf(name, isSecret === true, environment, readFile);
    if (!found.ok) {
      problems.push(found.problem);
      continue;
    }
    const parsed = schema.safeParse(found.text);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(`${name} is wrong: expected ${expected}.`);
  }
  if (problems.length > 0) return { ok: false, problems };
  const together = contradictions(values as Values);
  return together.length > 0 ? { ok: false, problems: together } : { ok: true, values: values as Values };
}

/** What `--help` prints. */
export function helpText(): string {
  const lines = ENTRIES.map(([name, { about, expected, schema, isSecret }]) => {
    const standard = schema.safeParse(undefined);
    const shown = standard.success ? shownDefault(standard.data) : "";
    const also = isSecret ? `; or in a file named by ${name}_FILE` : "";
    return `  ${name}\n      ${about}.\n      Expected: ${expected}${also}.${shown}`;
  });
  return `npm run hub: the hub of a team, alone, without a desktop around it.

It is set up by the environment. It listens with one port for desktops (/link), phones (/sip) and HTTP: /healthz, /readyz,
/metrics, /docs. People: npm run hub -- people --help. SIGTERM or SIGINT lets calls end and stops it; a second one stops it at once.

${lines.join("\n")}

Set-up of one machine, of a team and of a large centre, TLS, backup: docs/admin-guide.md
`;
}

function shownDefault(value: unknown): string {
  if (typeof value === "boolean") return ` Default: ${value ? "yes" : "no"}.`;
  return typeof value === "string" || typeof value === "number" ? ` Default: ${value}.` : "";
}

type Found =
  | { readonly ok: true; readonly text: string | undefined }
  | { readonly ok: false; readonly problem: string };

function textOf(
  name: VariableName,
  isSecret: boolean,
  environment: Environment,
  readFile: (name: string) => string,
): Found {
  const text = environment[name] || undefined;
  const fileName = isSecret ? environment[`${name}_FILE`] || undefined : undefined;
  if (fileName === undefined) return { ok: true, text };
  if (text !== undefined) return { ok: false, problem: `${name} and ${name}_FILE are both set: keep one of them.` };
  try {
    return { ok: true, text: readFile(fileName).trim() };
  } catch {
    return { ok: false, problem: `${name}_FILE is wrong: the file it names cannot be read.` };
  }
}

/** A name that is spelled wrongly would be ignored, and nobody would know why. */
function unknownNames(environment: Environment): readonly string[] {
  const known = new Set<string>(
    ENTRIES.flatMap(([name, { isSecret }]) => (isSecret ? [name, `${name}_FILE`] : [name])),
  );
  const wrong = Object.keys(environment).filter((name) => /^(?:HUB|ASTERISK)_/.test(name) && !known.has(name));
  return wrong.map((name) => `${name} is not a variable of the hub: see npm run hub -- --help.`);
}

function contradictions(values: Values): readonly string[] {
  const { HUB_HOST: host, HUB_TLS_CERT: cert, HUB_TLS_KEY: key, HUB_TRUSTED_PROXIES: proxies } = values;
  const problems: string[] = [];
  if ((cert === undefined) !== (key === undefined))
    problems.push("HUB_TLS_CERT and HUB_TLS_KEY go together: set both or none.");
  const isLocal = host.startsWith("127.") || host === "::1";
  if (!isLocal && cert === undefined && key === undefined && proxies.length === 0)
    problems.push(
      "HUB_HOST opens the hub to the network without TLS: set HUB_TLS_CERT and HUB_TLS_KEY, or HUB_TRUSTED_PROXIES for a proxy that brings TLS.",
    );
  if (values.DATABASE_URL !== undefined && values.HUB_DATABASE_KEY !== undefined)
    problems.push("HUB_DATABASE_KEY encrypts an SQLite file, and DATABASE_URL names a server: keep one of them.");
  if ((values.TELEGRAM_BOT_TOKEN === undefined) !== (values.TELEGRAM_QUEUE === undefined))
    problems.push("TELEGRAM_BOT_TOKEN and TELEGRAM_QUEUE go together: set both or none.");
  const hasRelay = values.HUB_ICE_SERVERS.some(isRelay);
  if (hasRelay !== (values.HUB_TURN_SECRET !== undefined))
    problems.push("HUB_TURN_SECRET and a turn: or turns: address in HUB_ICE_SERVERS go together: set both or none.");
  if (values.HUB_STAND_BY && values.DATABASE_URL === undefined)
    problems.push("HUB_STAND_BY needs DATABASE_URL: a second hub cannot take over a file.");
  if (values.REDIS_URL !== undefined && values.DATABASE_URL === undefined)
    problems.push("REDIS_URL needs DATABASE_URL: several nodes share one PostgreSQL database, a file has one hub.");
  if (values.REDIS_URL !== undefined && values.HUB_STAND_BY)
    problems.push("HUB_STAND_BY is for a hub without REDIS_URL: with it every node serves at once, keep one of them.");
  if (values.ASTERISK_URL !== undefined) {
    if (values.ASTERISK_ARI_PASSWORD === undefined)
      problems.push("ASTERISK_URL needs ASTERISK_ARI_PASSWORD: the password that stands in ari.conf.");
    if (values.ASTERISK_PHONE_SERVER === undefined)
      problems.push("ASTERISK_URL needs ASTERISK_PHONE_SERVER: desktops must know where to register.");
  }
  return problems;
}
