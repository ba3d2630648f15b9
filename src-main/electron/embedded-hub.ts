import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { utilityProcess } from "electron";
import type { Line } from "../../src-shared/domain/team.ts";
import type { HubStart } from "../../src-shared/ipc/hub-process.ts";
import type { SecretsFile } from "../node/secrets/secrets-file.ts";
import type { HubChild } from "./hub-supervisor.ts";
import { readTeamFile } from "./team-file.ts";

/** The line of the training customer in a team, by its login. */
const TRAINING_LOGIN = "training";

/** Longer rests without a line end are no log of ours. */
const LONGEST_LINE = 10_000;

export type Login = { readonly login: string; readonly secret: string };

/** What an embedded hub is started with, and who works at this desktop. */
export type EmbeddedHub = {
  readonly start: HubStart;
  readonly operator: Login;
  /** Null when the team has no training line. */
  readonly training: (Login & { readonly line: Line }) | null;
};

/** Reads the team and gives a secret to those of it who live on this machine; no person has to choose one. */
export async function planEmbeddedHub(
  teamFile: string,
  databaseFile: string,
  secrets: SecretsFile,
): Promise<EmbeddedHub> {
  const { team, secrets: known, sites, scripts } = readTeamFile(teamFile);
  const secretOf = async (login: string) => {
    const given = Object.hasOwn(known, login) ? known[login] : undefined;
    if (given === undefined) return secrets.secretFor(login);
    await secrets.keep(login, given);
    return given;
  };
  const [first] = team.operators;
  if (first === undefined) throw new Error("a team without operators was not refused by its schema");
  const operator = { login: first.operatorId, secret: await secretOf(first.operatorId) };
  const line = team.lines.find(({ login }) => login === TRAINING_LOGIN);
  const training = line === undefined ? null : { login: line.login, secret: await secretOf(line.login), line };
  mkdirSync(dirname(databaseFile), { recursive: true, mode: 0o700 });
  return {
    operator,
    training,
    start: {
      type: "start",
      databaseFile,
      databaseKey: secrets.hubDatabaseKey,
      listen: { host: "127.0.0.1", port: 0 },
      team,
      sites: [...sites],
      scripts: [...scripts],
      secrets: {
        ...known,
        [operator.login]: operator.secret,
        ...(training === null ? {} : { [training.login]: training.secret }),
      },
    },
  };
}

/** Forks the hub as a utility process of Electron. What it prints, line by line, is its log, redacted by itself. */
export function forkHub(script: string, writeLine: (line: string) => void): HubChild {
  const child = utilityProcess.fork(script, [], { serviceName: "Tandem hub", stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.on("data", (chunk: Buffer) => {
      const lines = (rest + chunk.toString("utf8")).split("\n");
      rest = (lines.pop() ?? "").slice(0, LONGEST_LINE);
      for (const line of lines) if (line !== "") writeLine(`${line}\n`);
    });
  }
  return child;
}
