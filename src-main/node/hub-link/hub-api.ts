import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as securedRequest } from "node:https";
import { connectFailure } from "../../core/network/connect-failure.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { HubAnswer, HubApi, HubRequest } from "../../core/ports/hub-api.ts";
import type { SocketWay } from "../network/socket-way.ts";

const API_PATH = "/api/v1";
const TIME_MS = 15_000;
/** No answer about one's own account is near it. */
const MOST_BYTES = 64 * 1024;

/** Asks hubs over HTTP. A redirect is an answer like any other: nothing is sent after it. */
export function createHubApi(parts: { readonly way: SocketWay; readonly clock: Pick<Clock, "after"> }): HubApi {
  return {
    async ask(url, request) {
      const limit = new AbortController();
      const stopTimer = parts.clock.after(TIME_MS, () => limit.abort());
      try {
        return await answerOf(
          await send(new URL(`${url}${API_PATH}${request.path}`), request, parts.way, limit.signal),
        );
      } catch (error) {
        const failure = limit.signal.aborted ? "server-unreachable" : connectFailure(error);
        return { kind: "failed", failure: failure === "not-sip" ? "not-a-hub" : failure };
      } finally {
        stopTimer();
      }
    },
  };
}

function send(
  url: URL,
  { method, body, token }: HubRequest,
  way: SocketWay,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? "" : JSON.stringify(body);
    const headers = {
      accept: "application/json",
      connection: "close",
      ...(body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const open = url.protocol === "https:" ? securedRequest : plainRequest;
    open(url, { ...way(url.href), method, headers, signal }, resolve)
      .on("error", reject)
      .end(text);
  });
}

async function answerOf(response: IncomingMessage): Promise<HubAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return { kind: "failed", failure: "not-a-hub" };
    chunks.push(chunk);
  }
  return { kind: "answered", status: response.statusCode ?? 0, body: jsonOf(Buffer.concat(chunks).toString("utf8")) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
