import type * as z from "zod";

/**
 * What a schema says where nothing is given. Without compiling the schema for it, as zod does at a first parse: defaults
 * are made while the program starts, and a parse of `{}` is not worth milliseconds.
 */
export function defaultsOf<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  return schema.parse({}, { jitless: true });
}
