import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as securedRequest } from "node:https";
import { FILE_LIMIT_BYTES } from "../../../src-shared/domain/message-limits.ts";
import { FilePut } from "../../../src-shared/link/file-put.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { HubFileRefusal, HubFiles } from "../../core/ports/hub-files.ts";
import type { Log } from "../../core/ports/log.ts";
import type { SocketWay } from "../network/socket-way.ts";

/** The hub's link to a file is good for five minutes; whoever needs longer for 20 MB would not get it. */
const TIME_MS = 5 * 60_000;
/** Nothing came or went for so long: the hub is gone. */
const SILENCE_MS = 30_000;
const ANSWER_BYTES = 64 * 1024;

/** By the status of the hub (`src-hub/http/routes/files.ts`). */
const REFUSALS: Readonly<Record<number, HubFileRefusal>> = {
  404: "unknown-file",
  410: "file-refused",
  413: "too-large",
  425: "not-yet",
};

/** Files over HTTP, by the same way as the link. A redirect is followed nowhere: the path is a key to the file. */
export function createHubFiles(parts: {
  readonly way: SocketWay;
  readonly clock: Pick<Clock, "after">;
  /** The hub of the link; null before the start. */
  readonly hubUrl: () => string | null;
  readonly log: Log;
}): HubFiles {
  const ask = async (method: "GET" | "PUT", path: string, mostBytes: number, body?: Uint8Array) => {
    const hubUrl = parts.hubUrl();
    if (hubUrl === null) return refused("hub-away", "later");
    const limit = new AbortController();
    const stopTimer = parts.clock.after(TIME_MS, () => limit.abort());
    try {
      const response = await send(new URL(path, hubUrl), { method, body, way: parts.way, signal: limit.signal });
      const bytes = await bytesOf(response, mostBytes);
      const status = response.statusCode ?? 0;
      if (status === 200 && bytes) return accepted({ type: response.headers["content-type"] ?? "", bytes });
      parts.log.warn({ method, status }, "a file was not taken or given");
      return refused(REFUSALS[status] ?? "hub-away", "later");
    } catch (error) {
      parts.log.warn({ method, error }, "a file did not come through");
      return refused("hub-away", "later");
    } finally {
      stopTimer();
    }
  };
  return {
    get: (path) => ask("GET", path, FILE_LIMIT_BYTES),
    async put(path, bytes) {
      const answer = await ask("PUT", path, ANSWER_BYTES, bytes);
      if (!answer.ok) return answer;
      const told = FilePut.safeParse(jsonOf(Buffer.from(answer.value.bytes).toString("utf8")));
      return told.success ? accepted(told.data) : refused("hub-away", "later");
    },
  };
}

function send(
  url: URL,
  asked: {
    readonly method: "GET" | "PUT";
    readonly body: Uint8Array | undefined;
    readonly way: SocketWay;
    readonly signal: AbortSignal;
  },
): Promise<IncomingMessage> {
  const { method, body, way, signal } = asked;
  return new Promise((resolve, reject) => {
    const open = url.protocol === "https:" ? securedRequest : plainRequest;
    const headers = {
      connection: "close",
      ...(body && { "content-type": "application/octet-stream", "content-length": body.byteLength }),
    };
    const request = open(url, { ...way(url.href), method, headers, signal, timeout: SILENCE_MS }, resolve);
    request.on("timeout", () => request.destroy(new Error("silence")));
    request.on("error", reject).end(body);
  });
}

/** Null: more than it may be. */
async function bytesOf(response: IncomingMessage, mostBytes: number): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
