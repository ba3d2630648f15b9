import { readFileSync } from "node:fs";
import * as z from "zod";
import { Team } from "../../src-shared/domain/team.ts";
import { SiteSettings } from "../../src-shared/site-chat/site-settings.ts";

/**
 * A team as read from a JSON file, with the secrets it names (tests give customers and second operators known ones), and
 * the sites whose chats it answers.
 */
export type TeamFile = {
  readonly team: Team;
  readonly secrets: Readonly<Record<string, string>>;
  readonly sites: readonly SiteSettings[];
};

/** The file is missing, no JSON, or no team; the message says which, for a terminal. */
export class TeamFileError extends Error {
  override readonly name = "TeamFileError";
}

const Beside = z.object({
  secrets: z.record(z.string(), z.string().min(8).max(256)).default({}),
  sites: z.array(SiteSettings).max(100).default([]),
});

export function readTeamFile(file: string): TeamFile {
  const content = readJson(file);
  const team = Team.safeParse(content);
  const beside = Beside.safeParse(content);
  if (team.success && beside.success) return { team: team.data, ...beside.data };
  // Places and reasons only: a value here may be a secret. What our own rules say names ids and numbers, no secrets.
  const issues = [...(team.error?.issues ?? []), ...(beside.error?.issues ?? [])];
  const words = issues
    .slice(0, 5)
    .map(({ path, code, message }) => (code === "custom" ? message : `${path.join(".") || "file"} (${code})`));
  throw new TeamFileError(`${file} is no team: ${words.join(", ")}`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new TeamFileError(`${file} cannot be read as JSON`, { cause: error });
  }
}
