import { randomBytes } from "node:crypto";
import * as z from "zod";
import { FileReply } from "../../../src-shared/site-chat/hub-frames.ts";
import { FILE_LIMIT, SITE_FILES_PATH, type SiteRefusalCode } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { fileTypeOf } from "../../channels/site/file-type.ts";
import { keepFile } from "../../channels/site/site-channel.ts";
import { readFile } from "../../channels/site/site-store.ts";
import type { HubRoutes } from "../http-needs.ts";
import { notFound } from "../refusals.ts";
import { HttpRefusedError } from "../refused-error.ts";
import { allowOrigin, visitorOf } from "../site-visitor.ts";

/** The routes of the API are put under its prefix. */
const PATH = SITE_FILES_PATH.replace(/^\/api\/v1/, "");
const WORDS = {
  "files-off": "This site takes no files: write a message instead.",
  "too-many-files": "Too many files: wait a minute.",
  "file-too-large": "The file is empty or larger than 10 MB: send a smaller one.",
  "file-type": "This is not a kind of file that is taken: images, PDF, DOCX, XLSX, TXT and ZIP are.",
} as const satisfies Partial<Record<SiteRefusalCode, string>>;

const Query = z.object({ key: z.string().max(64) });
const preflight = {
  "access-control-allow-methods": "POST, GET",
  "access-control-allow-headers": "authorization, content-type, x-file-name",
  "access-control-max-age": "600",
};

/** Files of the site chat, to and from pages of the sites' own origins. */
export const siteFileRoutes: HubRoutes = (app, { siteChat }) => {
  if (!siteChat) return;
  const { desk } = siteChat;
  app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook("onRequest", async (request, reply) => allowOrigin(desk, request, reply));

  const tags = ["site chat"];
  // Anyone: a visitor is nobody of the team; their own token of the site chat says which conversation is theirs.
  const config = { right: "anyone" } as const;
  app.options(PATH, { config, schema: { hide: true, querystring: Query } }, (_request, reply) =>
    reply.code(204).headers(preflight).send(),
  );
  app.options(`${PATH}/:fileId`, { config, schema: { hide: true, querystring: Query } }, (_request, reply) =>
    reply.code(204).headers(preflight).send(),
  );

  const post = { summary: "A visitor sends a file", tags, querystring: Query, response: { 200: FileReply } };
  app.post(PATH, { config, schema: post, bodyLimit: FILE_LIMIT, errorHandler: tooLarge }, async (request) => {
    const { site, visitorId } = visitorOf(desk, request);
    if (!site.settings.hasFiles) throw refused(403, "files-off");
    if (!(desk.limits.take("file", visitorId) && desk.limits.take("addressFile", request.ip)))
      throw refused(429, "too-many-files");
    const bytes = request.body;
    if (!Buffer.isBuffer(bytes) || bytes.byteLength === 0) throw refused(400, "file-too-large");
    const type = fileTypeOf(bytes);
    if (!type) throw refused(415, "file-type");
    const fileId = randomBytes(18).toString("base64url");
    const name = decodeName(request.headers["x-file-name"]);
    await keepFile(desk.needs.db, desk.needs.clock, visitorId, { fileId, name, type, bytes });
    return { fileId };
  });

  const get = { summary: "A file of the visitor's own conversation", tags, querystring: Query };
  const params = z.object({ fileId: z.string().max(80) });
  app.get(`${PATH}/:fileId`, { config, schema: { ...get, params } }, async (request, reply) => {
    const { visitorId } = visitorOf(desk, request);
    const file = await readFile(desk.needs.db, visitorId, request.params.fileId);
    if (!file) return reply.code(notFound.statusCode).send(notFound.refusal);
    return reply
      .headers({
        "content-type": file.type,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        "cross-origin-resource-policy": "cross-origin",
      })
      .send(Buffer.from(file.bytes));
  });
};

function decodeName(header: string | string[] | undefined): string {
  try {
    return decodeURIComponent(String(header ?? "")).slice(0, 1000);
  } catch {
    return "";
  }
}

function refused(status: number, code: keyof typeof WORDS): HttpRefusedError {
  const retry = code === "too-many-files" ? "later" : "no";
  return new HttpRefusedError(status, { code, message: WORDS[code], retry });
}

/** A body over the limit is told like any other file that is too large. */
function tooLarge(error: Error & { readonly statusCode?: number }): void {
  throw error.statusCode === 413 ? refused(413, "file-too-large") : error;
}
