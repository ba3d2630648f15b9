import * as z from "zod";

/**
 * How every request of the hub's HTTP API is refused. `code`: an English slug a program may act on; `message`: one
 * English sentence that says what to do next, without anything the caller sent; `retry`: whether the same request may
 * succeed at once, later, or never.
 */
export const Refusal = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/),
  message: z.string().min(1),
  retry: z.enum(["now", "later", "no"]),
});
export type Refusal = z.output<typeof Refusal>;
