import * as z from "zod";
import { accepted } from "../../src-shared/result.ts";
import { type PhoneElsewhere, readPhoneElsewhere } from "./phone-elsewhere.ts";

/** How the app was asked to start. */
export type CommandLine = {
  readonly isSelfTest: boolean;
  /** Where to save the operator's window in the first talk. */
  readonly screenshotFile: string | null;
  readonly hasTrainingCall: boolean;
  readonly teamFile: string | null;
  readonly hasUserDataDir: boolean;
  /** A hub elsewhere; null: the hub runs inside. */
  readonly remoteHub: { readonly url: string; readonly login: string; readonly secret: string } | null;
  /** The operator's phone registers there instead of at the hub's own exchange. */
  readonly phoneElsewhere: PhoneElsewhere | null;
};

/** What is wrong with the command line or the environment, in one sentence for a terminal. */
export type CommandLineRefusal = { readonly ok: false; readonly code: "bad-command-line"; readonly words: string };

const FLAGS = ["--self-test", "--no-training-call"];
const WITH_FILE = ["--screenshot", "--team"];

const RemoteHub = z.object({
  url: z.url({ protocol: /^https?$/ }),
  login: z.string().min(1).max(64),
  secret: z.string().min(8).max(256),
});

/**
 * Reads our own arguments; Chromium's and Node's switches stand among them and are none of our business.
 * What looks like ours and is not known is refused, so that a slip is not silently ignored.
 */
export function readCommandLine(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): { readonly ok: true; readonly value: CommandLine } | CommandLineRefusal {
  const files = new Map<string, string>();
  const flags = new Set<string>();
  for (const [index, argument] of argv.entries()) {
    const equals = argument.indexOf("=");
    const name = equals === -1 ? argument : argument.slice(0, equals);
    if (name.startsWith("--tandem")) return bad(`unknown argument ${name}`);
    if (FLAGS.includes(name)) {
      if (equals !== -1) return bad(`${name} takes no value`);
      flags.add(name);
    } else if (WITH_FILE.includes(name)) {
      const value = equals === -1 ? argv[index + 1] : argument.slice(equals + 1);
      if (value === undefined || value === "" || value.startsWith("--")) return bad(`${name} needs a file name`);
      if (files.has(name)) return bad(`${name} stands twice`);
      files.set(name, value);
    }
  }
  const remoteHub = readRemoteHub(environment);
  if (remoteHub !== null && "words" in remoteHub) return remoteHub;
  if (remoteHub !== null && (flags.has("--self-test") || files.has("--team")))
    return bad("--self-test and --team need the embedded hub: unset TANDEM_HUB_URL");
  const phone = readPhoneElsewhere(environment);
  if ("wrong" in phone) return bad(phone.wrong);
  return accepted({
    isSelfTest: flags.has("--self-test"),
    screenshotFile: files.get("--screenshot") ?? null,
    hasTrainingCall: !flags.has("--no-training-call"),
    teamFile: files.get("--team") ?? null,
    hasUserDataDir: argv.some((argument) => argument.startsWith("--user-data-dir=")),
    remoteHub,
    phoneElsewhere: phone.account,
  });
}

function readRemoteHub(
  environment: Readonly<Record<string, string | undefined>>,
): CommandLine["remoteHub"] | CommandLineRefusal {
  const { TANDEM_HUB_URL: url, TANDEM_LOGIN: login, TANDEM_SECRET: secret } = environment;
  if (url === undefined && login === undefined && secret === undefined) return null;
  const parsed = RemoteHub.safeParse({ url, login, secret });
  if (parsed.success) return parsed.data;
  const names = { url: "TANDEM_HUB_URL", login: "TANDEM_LOGIN", secret: "TANDEM_SECRET" };
  const wrong = parsed.error.issues.map(({ path }) => names[path[0] as keyof typeof names]);
  return bad(`${[...new Set(wrong)].join(", ")}: set all three, or none for the embedded hub`);
}

function bad(words: string): CommandLineRefusal {
  return { ok: false, code: "bad-command-line", words };
}
