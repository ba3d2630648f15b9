import { inflateRawSync } from "node:zlib";
import type * as z from "zod";
import { LinkFrame } from "../../../src-shared/link/link-contract.ts";
import { LARGEST_UNPACKED_FRAME, PackedFrame } from "../../../src-shared/link/packed-frame.ts";

/** A frame as it came, packed or not; what is neither, or unpacks to too much, is an error in words. */
export function readFrame(raw: unknown): z.ZodSafeParseResult<LinkFrame> | { success: false; error: unknown } {
  const packed = PackedFrame.safeParse(raw);
  if (!packed.success) return LinkFrame.safeParse(raw);
  const { afterSeq, uptoSeq } = packed.data;
  try {
    const text = inflateRawSync(Buffer.from(packed.data.packed, "base64"), { maxOutputLength: LARGEST_UNPACKED_FRAME });
    const events: unknown = JSON.parse(text.toString("utf8"));
    return LinkFrame.safeParse({ afterSeq, uptoSeq, events });
  } catch (error) {
    return { success: false, error };
  }
}
