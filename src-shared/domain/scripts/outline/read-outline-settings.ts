import { ScriptAudience } from "../script-head.ts";
import { plainWords } from "../script-text.ts";
import type { OutlineLine } from "./outline-lines.ts";
import type { OutlineProblemCode } from "./outline-problem.ts";
import { MODEL_WORDS, meaningOf, SETTING_WORDS } from "./outline-words.ts";

type Settings = { readonly model: string; readonly summary: string; readonly audience: unknown };

const CHANNEL_WORDS = { voice: ["звонки", "calls"], text: ["переписка", "texts"] } as const;
const DIRECTION_WORDS = { in: ["входящие", "incoming"], out: ["исходящие", "outgoing"] } as const;

/** What an outline says of the script as a whole, between its title and its first block. */
export function readOutlineSettings(
  lines: readonly OutlineLine[],
  say: (line: number, code: OutlineProblemCode) => null,
): Settings {
  let model = "block-scheme";
  const summary: string[] = [];
  const audience: { [setting in keyof ScriptAudience]?: unknown } = {};
  for (const { line, text } of lines) {
    if (text.startsWith(">")) {
      summary.push(text.slice(1).trim());
      continue;
    }
    const [word = "", ...rest] = text.split(":");
    const value = rest.join(":").trim();
    const list = value.split(",").map((one) => one.trim());
    const named = (words: Readonly<Record<string, readonly string[]>>) =>
      list.map((one) => meaningOf(words, one) ?? say(line, "unknown-setting"));
    const setting = meaningOf(SETTING_WORDS, word);
    if (setting === null) say(line, "unknown-setting");
    else if (setting === "model") model = meaningOf(MODEL_WORDS, value) ?? say(line, "unknown-model") ?? model;
    else if (setting === "automatic") audience.isAutomatic = ["да", "yes"].includes(plainWords(value));
    else if (setting === "kinds") audience.kinds = named(CHANNEL_WORDS);
    else if (setting === "directions") audience.directions = named(DIRECTION_WORDS);
    else {
      audience[setting] = list;
      if (!ScriptAudience.safeParse({ [setting]: list }).success) say(line, "unknown-setting");
    }
  }
  return { model, summary: summary.join(" "), audience };
}
