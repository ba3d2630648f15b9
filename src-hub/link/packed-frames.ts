import { deflateRawSync } from "node:zlib";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { LinkFrame } from "../../src-shared/link/link-contract.ts";
import type { PackedFrame } from "../../src-shared/link/packed-frame.ts";

/** Shorter ones fit a network's packet as they are. */
const SHORTEST_PACKED = 1200;

/** Frames that go to many readers, packed once for all of them. */
export class PackedFrames {
  readonly #known = new WeakMap<readonly LogEvent[], PackedFrame>();

  /** The frame as it goes to all who unpack: packed when that makes it shorter by a packet. */
  forAll(frame: LinkFrame): LinkFrame | PackedFrame {
    const known = this.#known.get(frame.events);
    if (known) return known;
    const text = JSON.stringify(frame.events);
    if (text.length < SHORTEST_PACKED) return frame;
    const packed: PackedFrame = {
      afterSeq: frame.afterSeq,
      uptoSeq: frame.uptoSeq,
      packed: deflateRawSync(text).toString("base64"),
    };
    this.#known.set(frame.events, packed);
    return packed;
  }

  /** The frame as it goes to one reader: packed only when it already is, for others. */
  forOne(frame: LinkFrame): LinkFrame | PackedFrame {
    return this.#known.get(frame.events) ?? frame;
  }
}
