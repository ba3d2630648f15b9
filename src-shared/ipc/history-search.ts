import * as z from "zod";
import { ChannelKind } from "../domain/channel.ts";
import { QUERY_LIMIT } from "../domain/search/query-limit.ts";

const EpochMs = z.number().int().nonnegative();

/** What narrows a search of the history; times are this machine's, `fromMs` included, `untilMs` not. Null: does not narrow. */
export const HistoryFilter = z.object({
  fromMs: EpochMs.nullable(),
  untilMs: EpochMs.nullable(),
  direction: z.enum(["in", "out"]).nullable(),
  kind: ChannelKind.nullable(),
  /** How it ended for this operator: there was a talk (`answered`), or there was none (`missed`). */
  outcome: z.enum(["answered", "missed"]).nullable(),
});
export type HistoryFilter = z.output<typeof HistoryFilter>;

/** A piece of a text in UTF-16 units: `from` is in it, `to` is not. */
const Mark = z.object({ from: z.number().int().nonnegative(), to: z.number().int().positive() });

/** Where a contact answers the search: the text (cut to a line around the first mark), and what of it was found. */
export const FoundText = z.object({
  in: z.enum(["name", "number", "note", "next-step", "message"]),
  text: z.string().max(300),
  marks: z.array(Mark).max(32),
});
export type FoundText = z.output<typeof FoundText>;

/** What is asked of the search in the history: what was typed, which page of it, and what narrows it. */
export const HistorySearch = z.object({
  text: z.string().max(QUERY_LIMIT),
  cursor: z.string().max(64).nullable(),
  limit: z.number().int().min(1).max(100),
  filter: HistoryFilter,
});
export type HistorySearch = z.output<typeof HistorySearch>;

export const historyEvents = {
  /** Something in the history is new or other. */
  "history.changed": z.object({}),
} as const;
