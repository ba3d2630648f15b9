import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../fixtures/rfc4475");

export type TortureMessage = { readonly name: string; readonly bytes: Buffer };

/** The messages of tests/fixtures/rfc4475 as they go over the wire. */
export function tortureMessages(): TortureMessage[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".sip"))
    .sort()
    .map((file) => ({ name: file.slice(0, -4), bytes: expand(readFileSync(join(FOLDER, file), "utf8")) }));
}

/** RFC 4475 §2.1: its notation for what a text file cannot show. */
function expand(text: string): Buffer {
  const repeated = text.replace(/<repeat count=(\d+)>(.*?)<\/repeat>/g, (_whole, count: string, part: string) =>
    part.repeat(Number(count)),
  );
  const parts = repeated.replace(/\n/g, "\r\n").split(/<hex>([0-9A-F]*)<\/hex>/);
  return Buffer.concat(parts.map((part, index) => Buffer.from(part, index % 2 === 0 ? "utf8" : "hex")));
}
