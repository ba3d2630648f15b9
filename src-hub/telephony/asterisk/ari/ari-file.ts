import { AriError, ariErrorCodeOf } from "./ari-error.ts";

const HEADERS_WITHIN_MS = 5_000;

/** A file of the PBX. It is read as often as it is asked for, a piece at a time. */
export type AriFile = {
  readonly type: string;
  readonly bytes: number;
  /** What lies between two places, both included; whoever stops reading ends the request. */
  readonly read: (first: number, last: number) => AsyncGenerator<Uint8Array>;
};

/** Finds how long a file is; null: there is none. Asterisk answers with the whole of a file only, so a piece is cut here. */
export async function ariFile(url: URL, authorization: string): Promise<AriFile | null> {
  const { response, stop } = await asked(url, authorization);
  stop();
  if (response.status === 404) return null;
  checked(response);
  const bytes = Number(response.headers.get("content-length") ?? Number.NaN);
  if (!Number.isSafeInteger(bytes)) throw new AriError("not-understood", "GET recordings: no length");
  return { type: "audio/wav", bytes, read: (first, last) => readPiece(url, authorization, first, last) };
}

async function* readPiece(url: URL, authorization: string, first: number, last: number): AsyncGenerator<Uint8Array> {
  const { response, stop } = await asked(url, authorization);
  try {
    checked(response);
    let at = 0;
    const body: AsyncIterable<Uint8Array> | null = response.body;
    for await (const chunk of body ?? []) {
      const part = chunk.subarray(Math.max(0, first - at), Math.max(0, last + 1 - at));
      at += chunk.length;
      if (part.length > 0) yield part;
      if (at > last) return;
    }
  } finally {
    stop();
  }
}

async function asked(url: URL, authorization: string) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), HEADERS_WITHIN_MS);
  try {
    const response = await fetch(url, { headers: { authorization }, signal: abort.signal, redirect: "error" });
    return { response, stop: () => abort.abort() };
  } catch (cause) {
    throw new AriError("unreachable", "GET recordings: no answer", { cause });
  } finally {
    clearTimeout(timer);
  }
}

function checked({ status }: Response): void {
  if (status !== 200) throw new AriError(ariErrorCodeOf(status), `GET recordings: ${status}`, { status });
}
