import type { SiteEntry } from "../../../src-shared/site-chat/entries.ts";

/** A message as it is shown, later changes applied. */
export type ShownMessage = Extract<SiteEntry, { kind: "message" }> & {
  readonly isEdited: boolean;
  readonly isRemoved: boolean;
};
export type ShownEntry = ShownMessage | Exclude<SiteEntry, { kind: "message" | "amended" }>;

/** The piece of the conversation the widget holds: entries without a gap. */
export type Conversation = { readonly entries: readonly SiteEntry[]; readonly hasOlder: boolean };

export const NO_CONVERSATION: Conversation = { entries: [], hasOlder: false };

/** The number of the last entry held, 0 for none. */
export function lastNumber({ entries }: Conversation): number {
  return entries.at(-1)?.n ?? 0;
}

/** Takes in what follows; what is held already is left out. `null`: something between is missing. */
export function append(before: Conversation, entries: readonly SiteEntry[]): Conversation | null {
  const last = lastNumber(before);
  const fresh = entries.filter(({ n }) => n > last);
  const isWhole = fresh.every(({ n }, index) => n === (fresh[index - 1]?.n ?? last) + 1);
  if (!isWhole && last > 0) return null;
  return fresh.length === 0 ? before : { ...before, entries: [...before.entries, ...fresh] };
}

/** Takes in a page that ends right before the first entry held; another page is an answer to a question nobody has any more. */
export function prepend(before: Conversation, older: readonly SiteEntry[], hasOlder: boolean): Conversation {
  const first = before.entries[0]?.n;
  const fits = older.length === 0 || older.at(-1)?.n === (first ?? 0) - 1;
  return fits ? { entries: [...older, ...before.entries], hasOlder } : before;
}

/** What a person sees: changes applied to the messages they change. */
export function shown({ entries }: Conversation): readonly ShownEntry[] {
  const amended = new Map<string, string | null>();
  for (const entry of entries) if (entry.kind === "amended") amended.set(entry.of, entry.text);
  return entries.flatMap((entry): ShownEntry[] => {
    if (entry.kind === "amended") return [];
    if (entry.kind !== "message") return [entry];
    const change = amended.get(entry.id);
    if (change === undefined) return [{ ...entry, isEdited: false, isRemoved: false }];
    return [
      {
        ...entry,
        text: change ?? "",
        file: change === null ? null : entry.file,
        isEdited: change !== null,
        isRemoved: change === null,
      },
    ];
  });
}

/** How many messages of the other side came after an entry. */
export function unreadAfter({ entries }: Conversation, readNumber: number): number {
  return entries.filter((entry) => entry.kind === "message" && entry.from !== "visitor" && entry.n > readNumber).length;
}
