import { get, type IncomingMessage } from "node:http";
import { get as getSecured } from "node:https";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import { connectFailure } from "../../core/network/connect-failure.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { SetupSource, SourceFailure } from "../../core/ports/setup-source.ts";
import type { SocketWay } from "../network/socket-way.ts";

const TIME_MS = 15_000;
/** Five accounts and a handful of certificates are a tenth of it. */
const MOST_BYTES = 256 * 1024;
const MOST_REDIRECTS = 3;

type Answer = Result<string, SourceFailure>;

/** Gets setup documents by GET. Other servers are never gone to: the person agreed to this one only. */
export function createSetupSource(parts: {
  readonly way: SocketWay;
  readonly clock: Pick<Clock, "after">;
}): SetupSource {
  return async (address) => {
    const limit = new AbortController();
    const stopTimer = parts.clock.after(TIME_MS, () => limit.abort());
    try {
      return await follow(address, parts.way, limit.signal);
    } catch (error) {
      return refused(limit.signal.aborted ? "document-too-slow" : connectFailure(error), "later");
    } finally {
      stopTimer();
    }
  };
}

async function follow(address: string, way: SocketWay, signal: AbortSignal): Promise<Answer> {
  let url = new URL(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await ask(url, way, signal);
    const next = redirectOf(response, url);
    if (next === null) return answerOf(response);
    response.destroy();
    if (next.origin !== url.origin) return refused("link-elsewhere");
    url = next;
  }
  return refused("link-refused");
}

function ask(url: URL, way: SocketWay, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? getSecured : get;
    const headers = { accept: "application/json", connection: "close" };
    send(url, { ...way(url.href), headers, signal }, resolve).on("error", reject);
  });
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return null;
  return URL.parse(headers.location, from.href);
}

async function answerOf(response: IncomingMessage): Promise<Answer> {
  if (response.statusCode === 200) return textOf(response);
  response.destroy();
  return refused(failureOf(response.statusCode ?? 0));
}

function failureOf(statusCode: number): SourceFailure {
  if (statusCode === 404) return "link-not-found";
  if (statusCode === 410) return "link-used";
  return statusCode >= 500 ? "server-refused" : "link-refused";
}

async function textOf(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return refused("document-too-large");
    chunks.push(chunk);
  }
  try {
    return accepted(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    // Bytes that are no text: a picture or an archive, say.
    return refused("not-a-document");
  }
}
