import * as z from "zod";
import { TopicId } from "../../ids.ts";
import { PLAIN_TEXT } from "../plain-text.ts";

/**
 * What contacts are about. One with topics under it is a group of them, and only the last ones are chosen. `isArchived`: it
 * is offered no more, with all under it; old contacts keep its name.
 */
export const Topic = z.strictObject({
  topicId: TopicId,
  parentId: TopicId.nullable(),
  name: z.string().trim().min(1).max(80).regex(PLAIN_TEXT),
  isArchived: z.boolean().default(false),
});
export type Topic = z.output<typeof Topic>;
