import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { FILE_LIMIT_BYTES } from "../../../src-shared/domain/message-limits.ts";
import { isPicture } from "../../../src-shared/domain/pictures.ts";
import { AttachmentId } from "../../../src-shared/ids.ts";
import { FilePut } from "../../../src-shared/link/file-put.ts";
import type { FileTicket } from "../../text/file-links.ts";
import type { HttpNeeds, HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";

const Params = z.object({ attachmentId: AttachmentId });
const Ticket = z.object({ until: z.coerce.number().int(), signature: z.string().max(100) });

/** Nothing of a customer's file may run, frame or reach anything, whatever is in it. */
const CSP = "default-src 'none'; sandbox";

const REFUSALS = {
  "unknown-file": {
    status: 404,
    message: "There is no such file, or the link is old: ask for a new link.",
    retry: "no",
  },
  "file-refused": { status: 410, message: "The file could do harm and was not kept.", retry: "no" },
  "not-yet": {
    status: 425,
    message: "The file is still on its way from the channel: ask again in a moment.",
    retry: "later",
  },
} as const;

/** Files of conversations, by the short-lived links the hub gives out over the link (`file.link`, `file.announce`). */
export const fileRoutes: HubRoutes = (app, needs) => {
  const { files } = needs.service;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: FILE_LIMIT_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  app.get(
    "/files/:attachmentId",
    {
      // Anyone: the link itself is signed, for this file and a short time.
      config: { right: "anyone" },
      schema: {
        summary: "A file of a conversation",
        description: "By a link that the hub gave out; it works for five minutes.",
        tags: ["conversations"],
        params: Params,
        querystring: Ticket,
        response: { 200: z.unknown(), 404: Refusal, 410: Refusal, 425: Refusal },
      },
    },
    async (request, reply) => {
      const { attachmentId } = request.params;
      refuseStranger(needs, "get", attachmentId, request.query);
      const found = await files.get(attachmentId);
      if (!found.ok) throw refusal(found.code);
      const { file, bytes } = found.value;
      const place = isPicture(file.type) ? "inline" : "attachment";
      // RFC 6266 with RFC 8187: the name in full, and nothing of it outside of the quotes.
      const name = encodeURIComponent(file.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
      reply
        .type(isPicture(file.type) ? file.type : "application/octet-stream")
        .header("content-disposition", `${place}; filename*=UTF-8''${name}`)
        .header("content-security-policy", CSP)
        .header("x-content-type-options", "nosniff")
        .serializer((payload: unknown) => payload as string);
      return reply.send(Buffer.from(bytes));
    },
  );
  app.put(
    "/files/:attachmentId",
    {
      // Anyone: as above.
      config: { right: "anyone" },
      bodyLimit: FILE_LIMIT_BYTES,
      schema: {
        summary: "The bytes of a file that was announced",
        tags: ["conversations"],
        params: Params,
        querystring: Ticket,
        response: { 200: FilePut, 404: Refusal, 410: Refusal },
      },
    },
    async (request) => {
      const { attachmentId } = request.params;
      refuseStranger(needs, "put", attachmentId, request.query);
      const body: unknown = request.body;
      const kept = await files.put(attachmentId, body instanceof Uint8Array ? body : new Uint8Array());
      if (!kept.ok) throw refusal(kept.code);
      return kept.value;
    },
  );
};

function refuseStranger(
  { service, clock }: HttpNeeds,
  deed: "get" | "put",
  attachmentId: AttachmentId,
  ticket: FileTicket,
): void {
  if (!service.files.links?.isGood(deed, attachmentId, ticket, clock.nowMs())) throw refusal("unknown-file");
}

function refusal(code: keyof typeof REFUSALS): HttpRefusedError {
  const { status, message, retry } = REFUSALS[code];
  return new HttpRefusedError(status, { code, message, retry });
}
