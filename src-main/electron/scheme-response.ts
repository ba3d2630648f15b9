import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, normalize, sep } from "node:path";
import { PICTURES_PATH } from "../../src-shared/domain/pictures.ts";
import { AttachmentId } from "../../src-shared/ids.ts";
import type { Picture } from "../core/conversations/pictures.ts";
import { APP_ORIGIN } from "./addresses.ts";
import { contentPolicy, type PageKind } from "./content-policy.ts";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".opus": "audio/ogg",
  ".wasm": "application/wasm",
  ".json": "application/json; charset=utf-8",
};

/** Answers one request under `root`: only files of known types, only the pages of these kinds, each with its own policy. */
export async function respond(
  request: Pick<Request, "url" | "method">,
  root: string,
  pages: readonly PageKind[],
): Promise<Response> {
  const plain = (status: number, words: string) =>
    new Response(words, { status, headers: headers("text/plain; charset=utf-8", pages[0] ?? "problem") });
  if (request.method !== "GET" && request.method !== "HEAD") return plain(405, "method not allowed");
  const path = fileUnder(root, request.url);
  if (path === null) return plain(403, "forbidden");
  const own = pages.find((kind) => path.startsWith(`${root}${sep}${kind}${sep}`));
  if (extname(path) === ".html" && own === undefined) return plain(403, "forbidden");
  const type = CONTENT_TYPES[extname(path)];
  const body = type === undefined ? null : await read(path);
  if (type === undefined || body === null) return plain(404, "not found");
  return new Response(new Uint8Array(body), { headers: headers(type, own ?? pages[0] ?? "problem") });
}

/** Answers with a page made by main itself. */
export function respondMade(html: (nonce: string) => string): Response {
  const nonce = randomBytes(16).toString("base64");
  return new Response(html(nonce), { headers: headers("text/html; charset=utf-8", "problem", nonce) });
}

/** Gives a picture of a conversation; null: there is none to be shown. */
export type PictureSource = (attachmentId: AttachmentId) => Promise<Picture | null>;

/** Answers a request for a picture of a conversation; null: it asks for something else. */
export function respondWithPicture(
  { url, method }: Pick<Request, "url" | "method">,
  picture: PictureSource,
): Promise<Response> | null {
  const begin = `${APP_ORIGIN}${PICTURES_PATH}`;
  if (!url.startsWith(begin)) return null;
  const attachmentId = AttachmentId.safeParse(url.slice(begin.length));
  const isAsked = attachmentId.success && method === "GET";
  return pictureResponse(isAsked ? picture(attachmentId.data) : Promise.resolve(null));
}

async function pictureResponse(asked: Promise<Picture | null>): Promise<Response> {
  const found = await asked;
  // It is a customer's: nothing of it may run, and nobody else may frame or keep it.
  const policy = { ...headers(found?.type ?? "text/plain; charset=utf-8", "problem"), "cache-control": "no-store" };
  if (!found) return new Response("not found", { status: 404, headers: policy });
  return new Response(new Uint8Array(found.bytes), { headers: policy });
}

/** The file an address names, or null when it is not ours or leads out of `root` (RFC 3986 §6.2.2 dots, also encoded). */
export function fileUnder(root: string, address: string): string | null {
  const url = URL.parse(address);
  if (url === null || `${url.protocol}//${url.host}` !== APP_ORIGIN) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (decoded.includes("\0") || decoded.includes("\\")) return null;
  const path = normalize(`${root}${sep}${decoded}`);
  return path.startsWith(root + sep) ? path : null;
}

async function read(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR";
}

function headers(type: string, page: PageKind, styleNonce?: string): Record<string, string> {
  return {
    "content-type": type,
    "content-security-policy": contentPolicy(page, styleNonce),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  };
}
