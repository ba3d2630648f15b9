import type { SiteFileType } from "../../../src-shared/site-chat/site-chat-limits.ts";

type Magic = { readonly at: number; readonly bytes: readonly number[] };

const MAGIC: readonly (readonly [SiteFileType, readonly Magic[]])[] = [
  ["image/png", [{ at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] }]],
  ["image/jpeg", [{ at: 0, bytes: [0xff, 0xd8, 0xff] }]],
  ["image/gif", [{ at: 0, bytes: [0x47, 0x49, 0x46, 0x38] }]],
  [
    "image/webp",
    [
      { at: 0, bytes: [0x52, 0x49, 0x46, 0x46] },
      { at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
    ],
  ],
  ["application/pdf", [{ at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] }]],
];
const ZIP: Magic = { at: 0, bytes: [0x50, 0x4b, 0x03, 0x04] };

/** An Office file is a zip whose first entries name what it is (ECMA-376 part 2). */
const OFFICE: readonly (readonly [part: string, type: SiteFileType])[] = [
  ["word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
];
const MACROS = "vbaProject.bin";

/** What a file is by its content; null when it is nothing that is taken. The name and what the browser says count for nothing. */
export function fileTypeOf(bytes: Uint8Array): SiteFileType | null {
  const known = MAGIC.find(([, magics]) => magics.every((magic) => has(bytes, magic)));
  if (known) return known[0];
  if (has(bytes, ZIP)) return zipTypeOf(bytes);
  return isPlainText(bytes) ? "text/plain" : null;
}

function zipTypeOf(bytes: Uint8Array): SiteFileType | null {
  // Names of entries stand unpacked in the file.
  const names = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (names.includes(MACROS)) return null;
  if (!names.includes("[Content_Types].xml")) return "application/zip";
  return OFFICE.find(([part]) => names.includes(part))?.[1] ?? "application/zip";
}

function has(bytes: Uint8Array, { at, bytes: wanted }: Magic): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte);
}

/** UTF-8 without control characters, and no document a browser would run. */
function isPlainText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return !/(?![\t\n\r\f])\p{Cc}/u.test(text) && !/^\s*(?:<!doctype|<html|<svg|<\?xml|<script)/i.test(text);
  } catch {
    return false;
  }
}
