import * as z from "zod";

/**
 * How every request of the hub's HTTP API is refused. `code`: an English slug a program may act on; `message`: one
 * English sentence that says what to do next, without anything the caller sent; `retry`: whether the same request may
 * succeed at once, later, or never; `retryAfterMs`: not before so many milliseconds (also in whole seconds as `Retry-After`).
 */
export const Refusal = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/),
  message: z.string().min(1),
  retry: z.enum(["now", "later", "no"]),
  retryAfterMs: z.number().int().positive().optional(),
});
export type Refusal = z.output<typeof Refusal>;
