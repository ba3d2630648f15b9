import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { Recording, RecordingId, RecordingPage } from "../../../src-shared/domain/recording.ts";
import { InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import { type Listener, RecordingDesk } from "../../service/recording-desk.ts";
import { callerOf } from "../authorise.ts";
import { byteRange } from "../byte-range.ts";
import type { HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";

const TAGS = ["recordings"];
const EpochMs = z.coerce.number().int().nonnegative();
const Id = z.coerce.number().pipe(RecordingId);
const OneRecording = z.object({ recordingId: Id });
const Question = z.object({
  interactionId: InteractionId.optional(),
  operatorId: OperatorId.optional().describe("Talks in which this person was recorded, both sides of them."),
  fromMs: EpochMs.optional(),
  toMs: EpochMs.optional(),
  beforeId: Id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const refusals = { 400: Refusal, 401: Refusal, 403: Refusal, 404: Refusal } as const;
const play = { right: "recording.play-team" } as const;

/** Recordings of talks, by their numbers: no name of a file is ever taken from a request. */
export const recordingRoutes: HubRoutes = (app, needs) => {
  const recordings = new RecordingDesk(needs);
  app.get(
    "/recordings",
    {
      config: play,
      schema: {
        summary: "Recordings of talks, the newest first",
        description:
          "Each side of a talk is a recording of its own. A supervisor of groups sees the talks of people of these groups.",
        tags: TAGS,
        querystring: Question,
        response: { 200: RecordingPage, ...refusals },
      },
    },
    async (request) => {
      const { interactionId, operatorId, fromMs, toMs, beforeId, limit } = request.query;
      return recordings.list(listenerOf(request), { interactionId, operatorId, fromMs, toMs, beforeId, limit });
    },
  );
  app.get(
    "/recordings/:recordingId",
    {
      config: play,
      schema: {
        summary: "One side of a talk",
        tags: TAGS,
        params: OneRecording,
        response: { 200: Recording, ...refusals },
      },
    },
    async (request) => {
      const found = await recordings.find(listenerOf(request), request.params.recordingId);
      if (!found) throw refusal("unknown-recording");
      return found;
    },
  );
  app.get(
    "/recordings/:recordingId/sound",
    {
      config: { ...play, rateLimit: { max: 300 } },
      exposeHeadRoute: false,
      schema: {
        summary: "What was said, as a WAV file",
        description:
          "By pieces with `Range` (one range). Each listening is logged: `GET /audit?kind=recording.listened`.",
        tags: TAGS,
        params: OneRecording,
        response: {
          ...{ 200: z.unknown(), 206: z.unknown(), ...refusals, 409: Refusal, 410: Refusal, 416: Refusal },
          ...{ 501: Refusal, 503: Refusal },
        },
      },
    },
    async (request, reply) => {
      const { recordingId } = request.params;
      const sound = await recordings.listen(listenerOf(request), recordingId);
      if (!sound.ok) throw refusal(sound.code);
      const { type, bytes, read } = sound.value;
      // There is no validator to compare with, so a piece that depends on one is all of it (RFC 9110 §13.1.5).
      const header = request.headers["if-range"] === undefined ? request.headers.range : undefined;
      const range = byteRange(header, bytes);
      reply.header("accept-ranges", "bytes");
      if (range === "unsatisfiable") {
        reply.header("content-range", `bytes */${bytes}`);
        throw refusal("no-such-range");
      }
      const { first, last } = range ?? { first: 0, last: bytes - 1 };
      if (range) reply.code(206).header("content-range", `bytes ${first}-${last}/${bytes}`);
      reply
        .type(type)
        .header("content-length", String(last - first + 1))
        .header("content-disposition", `attachment; filename="recording-${recordingId}.wav"`)
        .header("x-content-type-options", "nosniff");
      return reply.send(Readable.from(read(first, last)));
    },
  );
};

function listenerOf(request: FastifyRequest): Listener {
  const { personId, role } = callerOf(request);
  return { personId: OperatorId.parse(personId), role };
}

const REFUSALS = {
  "unknown-recording": [404, "no", "There is no such recording, or it is not yours to hear: see /recordings."],
  "still-recording": [409, "later", "The talk is still being recorded: ask again when it is over."],
  "recording-gone": [410, "no", "The exchange has the file no more."],
  "no-such-range": [416, "no", "The recording is shorter: ask for a range within its length."],
  "recordings-elsewhere": [501, "no", "What carries the calls keeps no recordings within the hub's reach."],
  "exchange-away": [503, "later", "The exchange that keeps the recordings does not answer: try again later."],
} as const;

function refusal(code: keyof typeof REFUSALS): HttpRefusedError {
  const [status, retry, message] = REFUSALS[code];
  return new HttpRefusedError(status, { code, message, retry });
}
