import { type ChannelResult, channelRefusal, channelUnreachable } from "./channel.ts";

/** Fetches a file of a channel, never more of it than a limit. */
export async function readLimited(
  address: string,
  largestBytes: number,
  withinMs: number,
): Promise<ChannelResult<Uint8Array>> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(withinMs), redirect: "error" });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      return response.status >= 500 || response.status === 429 ? channelUnreachable() : channelRefusal("file-gone");
    }
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of response.body as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > largestBytes) return channelRefusal("file-refused");
      parts.push(part);
    }
    return { ok: true, value: new Uint8Array(Buffer.concat(parts)) };
  } catch {
    // A cut, a time-out, a refused connection. The error is not told on: it may name the address, which holds a token.
    return channelUnreachable();
  }
}
