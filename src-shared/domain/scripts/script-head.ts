import * as z from "zod";
import { QueueId, ScriptId, TopicId } from "../../ids.ts";
import { ChannelKind } from "../channel.ts";
import { ScriptGraph } from "./script.ts";
import { SCRIPT_WORDS_LIMIT } from "./script-limits.ts";

const few = <Item extends z.ZodType>(item: Item) => z.array(item).max(50).default([]);

/** In which conversations a script is offered; an empty list leaves nothing out. */
export const ScriptAudience = z.object({
  /** It opens by itself where it is the one that fits best. */
  isAutomatic: z.boolean().default(false),
  queueIds: few(QueueId),
  kinds: few(ChannelKind),
  directions: few(z.enum(["in", "out"])),
  /** One of them was chosen for the contact. */
  topicIds: few(TopicId),
  /** The customer has one of them. */
  customerTags: few(z.string().max(40)),
});
export type ScriptAudience = z.output<typeof ScriptAudience>;

/** For every conversation, and opened by hand. */
export const ANY_AUDIENCE: ScriptAudience = ScriptAudience.parse({});

/** A script as it is listed: its published version, without the blocks. `version` grows by one with each that is published. */
export const ScriptHead = ScriptGraph.pick({ model: true, title: true, summary: true }).extend({
  scriptId: ScriptId,
  version: z.number().int().positive(),
  audience: ScriptAudience,
  /** What its author says is new in this version. */
  note: z.string().max(SCRIPT_WORDS_LIMIT),
});
export type ScriptHead = z.output<typeof ScriptHead>;

/** One version of one script. */
export const ScriptVersion = ScriptHead.pick({ scriptId: true, version: true });
export type ScriptVersion = z.output<typeof ScriptVersion>;
