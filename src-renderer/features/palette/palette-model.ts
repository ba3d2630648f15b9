import type { ReactNode } from "react";
import type { Findable } from "../../lib/word-search.ts";

/** What the commands are about; they stand under these headings, in this order, until something is typed. */
export type CommandGroup = "call" | "status" | "section" | "window" | "people" | "settings";

/** Something the window can do, found by its words in both languages. */
export type Command = Findable & {
  readonly id: string;
  readonly group: CommandGroup;
  readonly icon: ReactNode;
  /** What there is to know before it is done. */
  readonly hint?: string | undefined;
  /** The keys that do the same without the palette. */
  readonly keys?: string | undefined;
  /** It is what already is. */
  readonly isChosen?: boolean;
  /** Why it cannot be done now, in words; it stays in its place. */
  readonly block?: string | null;
  readonly run: () => void;
};

export type CommandSection = { readonly group: CommandGroup | null; readonly commands: readonly Command[] };

/** The commands under their headings; found ones come in one row by how well they fit, without headings. */
export function sectionsOf(commands: readonly Command[], typed: string): readonly CommandSection[] {
  if (typed.trim() !== "") return commands.length > 0 ? [{ group: null, commands }] : [];
  const groups = [...new Set(commands.map(({ group }) => group))];
  return groups.map((group) => ({ group, commands: commands.filter((one) => one.group === group) }));
}

/** Which command is marked: the one that was, while it is there; else the first. */
export function markedOf(commands: readonly Command[], markedId: string | null): Command | null {
  return commands.find(({ id }) => id === markedId) ?? commands[0] ?? null;
}

/** The command `step` places on, round the ends. */
export function stepFrom(commands: readonly Command[], markedId: string | null, step: number): Command | null {
  const marked = markedOf(commands, markedId);
  if (marked === null) return null;
  const at = commands.indexOf(marked) + step;
  return commands.at(at % commands.length) ?? null;
}
