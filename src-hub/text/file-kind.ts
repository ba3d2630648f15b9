/** What a file turned out to be; `refused`: it could do harm when it is opened, whatever it calls itself. */
export type FileKind = { readonly type: string; readonly isRefused: boolean };

/** Of which nothing is known (RFC 2046, 4.5.1). */
export const OCTETS = "application/octet-stream";

/** Names of what a machine runs when it is opened: never taken, never given. */
const RUNS = new Set(
  (
    "exe com scr bat cmd msi msp mst pif cpl dll sys drv ocx vb vbs vbe js jse mjs ws wsf wsh ps1 psm1 hta lnk url reg inf " +
    "jar jnlp app dmg pkg deb rpm apk ipa sh run bin gadget chm hlp scf appx msix xll docm xlsm pptm dotm xltm iso img vhd"
  ).split(" "),
);

type Mark = { readonly type: string; readonly at?: number; readonly bytes: string; readonly and?: Omit<Mark, "type"> };

/** First bytes by kind (latin-1), as the formats' own descriptions give them. */
const MARKS: readonly Mark[] = [
  { type: "image/png", bytes: "\x89PNG\r\n\x1a\n" },
  { type: "image/jpeg", bytes: "\xff\xd8\xff" },
  { type: "image/gif", bytes: "GIF8" },
  { type: "image/webp", bytes: "RIFF", and: { at: 8, bytes: "WEBP" } },
  { type: "audio/wav", bytes: "RIFF", and: { at: 8, bytes: "WAVE" } },
  { type: "application/pdf", bytes: "%PDF-" },
  { type: "audio/ogg", bytes: "OggS" },
  { type: "audio/mpeg", bytes: "ID3" },
  { type: "video/webm", bytes: "\x1aE\xdf\xa3" },
  { type: "video/mp4", at: 4, bytes: "ftyp" },
  { type: "application/zip", bytes: "PK\x03\x04" },
  { type: "application/gzip", bytes: "\x1f\x8b" },
];

/** First bytes of what runs: Windows, Linux, macOS, Java, scripts. */
const PROGRAMS = [
  "MZ",
  "\x7fELF",
  "\xfe\xed\xfa\xce",
  "\xfe\xed\xfa\xcf",
  "\xcf\xfa\xed\xfe",
  "\xca\xfe\xba\xbe",
  "#!",
];

/** Kinds that are a zip inside: the name says which. */
const ZIPPED: Readonly<Record<string, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
};

/** What a file is, by what is in it; its name counts only where that says nothing, and to refuse it. */
export function fileKind(name: string, bytes: Uint8Array): FileKind {
  const extension = extensionOf(name);
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512)).toString("latin1");
  if (RUNS.has(extension) || PROGRAMS.some((program) => head.startsWith(program)))
    return { type: OCTETS, isRefused: true };
  const type = MARKS.find((mark) => hasMark(head, mark) && (!mark.and || hasMark(head, mark.and)))?.type;
  if (type === "application/zip") return { type: ZIPPED[extension] ?? type, isRefused: false };
  // An MP3 without a tag begins with the sync word of its first frame (ISO 11172-3).
  if (type === undefined && /^\xff[\xe2-\xfb]/.test(head)) return { type: "audio/mpeg", isRefused: false };
  return { type: type ?? (isText(bytes) ? "text/plain" : OCTETS), isRefused: false };
}

/** Whether the name alone forbids a file. */
export function isNameRefused(name: string): boolean {
  return RUNS.has(extensionOf(name));
}

/** A type as somebody told it, where it is one at all. */
export function toldType(type: string): string {
  const bare = type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return /^[a-z0-9][\w.+-]{0,59}\/[a-z0-9][\w.+-]{0,59}$/.test(bare) ? bare : OCTETS;
}

function hasMark(head: string, { at = 0, bytes }: Omit<Mark, "type">): boolean {
  return head.startsWith(bytes, at);
}

function extensionOf(name: string): string {
  // Windows drops dots and blanks at the end of a name: "a.exe. " runs.
  const trimmed = name.toLowerCase().replace(/[.\s]+$/u, "");
  const dot = trimmed.lastIndexOf(".");
  return dot < 0 ? "" : trimmed.slice(dot + 1);
}

function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, 4096), { stream: true });
    return !/(?![\t\n\f\r])\p{Cc}/u.test(text);
  } catch {
    return false;
  }
}
