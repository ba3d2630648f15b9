import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as z from "zod";
import { ScriptOutline } from "../../src-shared/domain/scripts/script-shelf.ts";
import { Team } from "../../src-shared/domain/team.ts";
import { SiteSettings } from "../../src-shared/site-chat/site-settings.ts";

/**
 * A team as read from a JSON file, with the secrets it names (tests give customers and second operators known ones), and
 * the sites whose chats it answers, and its scripts: those in the file, and the outlines in the folder `scripts` beside it.
 */
export type TeamFile = {
  readonly team: Team;
  readonly secrets: Readonly<Record<string, string>>;
  readonly sites: readonly SiteSettings[];
  readonly scripts: readonly ScriptOutline[];
};

/** The file is missing, no JSON, or no team; the message says which, for a terminal. */
export class TeamFileError extends Error {
  override readonly name = "TeamFileError";
}

const Beside = z.object({
  secrets: z.record(z.string(), z.string().min(8).max(256)).default({}),
  sites: z.array(SiteSettings).max(100).default([]),
  scripts: z.array(ScriptOutline).default([]),
});

export function readTeamFile(file: string): TeamFile {
  const content = readJson(file);
  const team = Team.safeParse(content);
  const beside = Beside.safeParse(content);
  if (team.success && beside.success) {
    const { scripts, ...others } = beside.data;
    return { team: team.data, ...others, scripts: [...scripts, ...readOutlines(join(dirname(file), "scripts"))] };
  }
  // Places and reasons only: a value here may be a secret. What our own rules say names ids and numbers, no secrets.
  const issues = [...(team.error?.issues ?? []), ...(beside.error?.issues ?? [])];
  const words = issues
    .slice(0, 5)
    .map(({ path, code, message }) => (code === "custom" ? message : `${path.join(".") || "file"} (${code})`));
  throw new TeamFileError(`${file} is no team: ${words.join(", ")}`);
}

/** `name.md` is the outline of the script `name`. */
function readOutlines(folder: string): readonly ScriptOutline[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".md"));
  return names.sort().map((name) => {
    const outline = readFileSync(join(folder, name), "utf8");
    const read = ScriptOutline.safeParse({ scriptId: basename(name, ".md"), outline });
    if (!read.success)
      throw new TeamFileError(`${join(folder, name)} is no script: its name is no id, or it is too long`);
    return read.data;
  });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new TeamFileError(`${file} cannot be read as JSON`, { cause: error });
  }
}
