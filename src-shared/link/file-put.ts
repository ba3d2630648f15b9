import * as z from "zod";

/** The hub's answer to the bytes of a file (`PUT` to the way of `file.announce`): the media type they turned out to be. */
export const FilePut = z.object({ type: z.string().max(127) });
export type FilePut = z.output<typeof FilePut>;
