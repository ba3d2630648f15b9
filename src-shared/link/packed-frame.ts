import * as z from "zod";

/** The longest text that a packed frame may hold when it is unpacked, bytes: `LINK_FRAME_LIMIT` events of the largest kind. */
export const LARGEST_UNPACKED_FRAME = 16 * 1024 * 1024;

/**
 * A frame whose events are packed, for desktops whose hello says `unpacks`: `packed` is base64 (RFC 4648 §4) of raw deflate
 * (RFC 1951) of the UTF-8 JSON of `LinkFrame.events`. It stands for the frame in the chain, and is acknowledged like it.
 * The hub packs what it sends to many at once: packed for all of them together, it costs the network a fifth.
 */
export const PackedFrame = z.object({
  afterSeq: z.number().int().nonnegative(),
  uptoSeq: z.number().int().nonnegative(),
  packed: z.base64().max(LARGEST_UNPACKED_FRAME),
});
export type PackedFrame = z.output<typeof PackedFrame>;
