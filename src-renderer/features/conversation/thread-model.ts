import type { ThreadMessage } from "../../../src-shared/ipc/conversations.ts";

export type ThreadPage = { readonly messages: readonly ThreadMessage[]; readonly beforeSeq: number | null };

export type Thread = ThreadPage & {
  /** `away`: the hub did not answer, what is shown is as it was. */
  readonly state: "loading" | "ready" | "away" | "failed";
};

export const EMPTY_THREAD: Thread = { state: "loading", messages: [], beforeSeq: null };

const fromHub = (messages: readonly ThreadMessage[]) => messages.filter(({ seq }) => seq !== null);

/** The newest page in the place of what was shown of it; pages before it stay when nothing is missing in between. */
export function withNewest(thread: Thread, page: ThreadPage): Thread {
  const [first] = page.messages;
  const known = new Set(thread.messages.map(({ messageId }) => messageId));
  const joins = page.beforeSeq !== null && page.messages.some(({ messageId }) => known.has(messageId));
  if (!joins || !first) return { ...page, state: "ready" };
  const firstSeq = first.seq ?? Number.POSITIVE_INFINITY;
  const before = fromHub(thread.messages).filter(({ seq }) => (seq ?? 0) < firstSeq);
  const beforeSeq = before.length > 0 ? thread.beforeSeq : page.beforeSeq;
  return { state: "ready", messages: [...before, ...page.messages], beforeSeq };
}

export function withOlder(thread: Thread, page: ThreadPage): Thread {
  const known = new Set(thread.messages.map(({ messageId }) => messageId));
  const older = page.messages.filter(({ messageId }) => !known.has(messageId));
  return { ...thread, messages: [...older, ...thread.messages], beforeSeq: page.beforeSeq };
}

/** So many messages stand in the window at most: what is further down is fetched again on the way back. */
export const MOST_SHOWN = 500;

/** The oldest of them, where there are too many to show at once; null: all may be shown. */
export function withoutNewest(thread: Thread): Thread | null {
  return thread.messages.length > MOST_SHOWN ? { ...thread, messages: thread.messages.slice(0, MOST_SHOWN) } : null;
}

/** The hub is away: what it said last, and behind it what waits here. */
export function withoutHub(thread: Thread, unsent: readonly ThreadMessage[]): Thread {
  return { ...thread, state: "away", messages: [...fromHub(thread.messages), ...unsent] };
}

/** Up to where the customer's messages are in sight; null: there is none. */
export function seenUpto(messages: readonly ThreadMessage[]): number | null {
  return messages.findLast(({ from, seq }) => from === "customer" && seq !== null)?.seq ?? null;
}
