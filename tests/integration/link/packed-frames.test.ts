import { deflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PackedFrames } from "../../../src-hub/link/packed-frames.ts";
import { readFrame } from "../../../src-main/node/hub-link/read-frame.ts";
import { LARGEST_UNPACKED_FRAME, PackedFrame } from "../../../src-shared/link/packed-frame.ts";
import { randomLog } from "../../support/random-log.ts";

const chain = { afterSeq: 3, uptoSeq: 9 };
const packedOf = (bytes: Buffer) => ({ ...chain, packed: bytes.toString("base64") });
const overTheWire = (frame: unknown): unknown => JSON.parse(JSON.stringify(frame));

describe("a packed frame", () => {
  it("is read as what was packed, whatever the log holds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(), (interactions, seed) => {
        const events = randomLog({ interactions, seed });
        const frame = { afterSeq: 0, uptoSeq: events.length, events: [...events] };
        const sent = overTheWire(new PackedFrames().forAll(frame));
        expect(readFrame(sent)).toEqual(readFrame(overTheWire(frame)));
        expect(readFrame(sent).success).toBe(true);
      }),
    );
  });

  it("is made once for all, and a short one is left as it is", () => {
    const packs = new PackedFrames();
    const [first, ...rest] = randomLog({ interactions: 40, seed: 7 });
    const long = { ...chain, events: [...(first ? [first] : []), ...rest] };
    const sent = packs.forAll(long);
    expect(PackedFrame.safeParse(sent).success).toBe(true);
    expect(packs.forAll({ ...long })).toBe(sent);
    expect(packs.forOne({ ...long })).toBe(sent);
    expect(JSON.stringify(sent).length).toBeLessThan(JSON.stringify(long).length / 3);
    const short = { ...chain, events: first ? [first] : [] };
    expect(packs.forAll(short)).toBe(short);
  });

  it.each([
    ["nothing that was deflated", packedOf(Buffer.from("no deflate at all"))],
    ["a text that ends too soon", packedOf(deflateRawSync('[{"seq":1}]'.repeat(50)).subarray(0, 8))],
    ["no JSON", packedOf(deflateRawSync("[}"))],
    ["no events", packedOf(deflateRawSync('[{"seq":"one"}]'))],
    ["what is no list", packedOf(deflateRawSync("{}"))],
    ["more than a frame may hold", packedOf(deflateRawSync(Buffer.alloc(LARGEST_UNPACKED_FRAME + 1, 32)))],
    ["no base64", { ...chain, packed: "§§§" }],
    ["no place in the chain", { packed: deflateRawSync("[]").toString("base64") }],
  ])("with %s is refused", (_what, raw) => {
    expect(readFrame(raw).success).toBe(false);
  });
});
