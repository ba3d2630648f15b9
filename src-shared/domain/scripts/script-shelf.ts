import * as z from "zod";
import { BlockId, ScriptId } from "../../ids.ts";
import { ScriptDraft } from "./script-draft.ts";
import { ScriptHead } from "./script-head.ts";
import { SCRIPT_OUTLINE_LIMIT, SCRIPT_WORDS_LIMIT } from "./script-limits.ts";

const EpochMs = z.number().int().nonnegative();

/** A script as its authors list it. `head`: null while nothing is published; `draft`: who keeps writing, and which revision it is. */
export const ShelfScript = z.object({
  scriptId: ScriptId,
  head: ScriptHead.nullable(),
  isWithdrawn: z.boolean(),
  draft: z
    .object({
      title: z.string(),
      revision: z.number().int().positive(),
      by: z.string(),
      atMs: EpochMs,
    })
    .nullable(),
});
export type ShelfScript = z.output<typeof ShelfScript>;

/** A draft with the revision it is kept as; `revision` grows by one each time, 0: nobody has written one. */
export const VersionedDraft = z.object({ revision: z.number().int().nonnegative(), draft: ScriptDraft });
export type VersionedDraft = z.output<typeof VersionedDraft>;

/** A version as it was published, by whom and when. */
export const PublishedVersion = z.object({ head: ScriptHead, atMs: EpochMs, publishedBy: z.string() });
export type PublishedVersion = z.output<typeof PublishedVersion>;

/** Publishes the draft of this revision; `note` says what is new. */
export const PublishScript = z.object({
  revision: z.number().int().positive(),
  note: z.string().max(SCRIPT_WORDS_LIMIT).default(""),
});
export type PublishScript = z.output<typeof PublishScript>;

/** One thing wrong with a script, as `Finding`: the codes are `FindingCode`. */
export const ScriptFinding = z.object({
  severity: z.enum(["error", "warning"]),
  code: z.string(),
  blockId: BlockId.nullable(),
  item: z.string().nullable(),
});

/** A script written as a Markdown outline (`docs/scripts.md`). */
export const ScriptOutline = z.object({ scriptId: ScriptId, outline: z.string().max(SCRIPT_OUTLINE_LIMIT) });
export type ScriptOutline = z.output<typeof ScriptOutline>;
