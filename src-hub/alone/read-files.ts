import { createSecureContext } from "node:tls";
import * as z from "zod";
import { Team } from "../../src-shared/domain/team.ts";
import { SiteSettings } from "../../src-shared/site-chat/site-settings.ts";
import { TelegramBot } from "./open-channels.ts";
import type { Values } from "./variables.ts";

/** What stands in the files the environment names. */
export type FileContents = {
  readonly team: Team | undefined;
  readonly sites: readonly SiteSettings[];
  readonly bots: readonly TelegramBot[];
  readonly secrets: Readonly<Record<string, string>>;
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
};

const Sites = z.array(SiteSettings).max(1000);
const Secrets = z.record(z.string(), z.string().min(8).max(256));
const Bots = z
  .array(TelegramBot)
  .max(100)
  .refine((bots) => new Set(bots.map(({ token }) => token.split(":")[0])).size === bots.length, "a bot stands twice");
const MOST_PLACES = 3;

/** Reads and checks the files; what is wrong is told in sentences that name the variable, never a value of a secret. */
export function readFiles(
  values: Values,
  readFile: (name: string) => string,
): { readonly contents: FileContents; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const read = (name: string, file: string | undefined): string | undefined => {
    if (file === undefined) return undefined;
    try {
      return readFile(file);
    } catch {
      problems.push(`${name} is wrong: the file it names cannot be read.`);
      return undefined;
    }
  };
  const parse = <Value>(name: string, schema: z.ZodType<Value>, text: string | undefined): Value | undefined => {
    if (text === undefined) return undefined;
    const parsed = schema.safeParse(asJson(text));
    if (parsed.success) return parsed.data;
    problems.push(`The file of ${name} is wrong: ${places(parsed.error)}.`);
    return undefined;
  };
  const team = parse("HUB_TEAM_FILE", Team, read("HUB_TEAM_FILE", values.HUB_TEAM_FILE));
  const sites = parse("HUB_SITES_FILE", Sites, read("HUB_SITES_FILE", values.HUB_SITES_FILE)) ?? [];
  const bots = parse("TELEGRAM_BOTS_FILE", Bots, read("TELEGRAM_BOTS_FILE", values.TELEGRAM_BOTS_FILE)) ?? [];
  const { TELEGRAM_BOT_TOKEN: oneToken } = values;
  if (oneToken !== undefined && bots.some(({ token }) => token.split(":")[0] === oneToken.split(":")[0]))
    problems.push("The bot of TELEGRAM_BOT_TOKEN stands in TELEGRAM_BOTS_FILE as well: name it once.");
  const secrets = parse("HUB_SECRETS_FILE", Secrets, read("HUB_SECRETS_FILE", values.HUB_SECRETS_FILE)) ?? {};
  const cert = read("HUB_TLS_CERT", values.HUB_TLS_CERT);
  const key = read("HUB_TLS_KEY", values.HUB_TLS_KEY);
  const tls = cert !== undefined && key !== undefined ? { cert, key } : undefined;
  if (tls && !isPair(tls))
    problems.push("HUB_TLS_CERT and HUB_TLS_KEY are wrong: expected a PEM certificate and the key it was made with.");
  return { contents: { team, sites, bots, secrets, tls }, problems };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function places(error: z.ZodError): string {
  const issues = error.issues.slice(0, MOST_PLACES);
  return issues.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`).join("; ");
}

function isPair(tls: { readonly cert: string; readonly key: string }): boolean {
  try {
    createSecureContext(tls);
    return true;
  } catch {
    return false;
  }
}
