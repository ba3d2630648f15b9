import { GrammyError, HttpError } from "grammy";
import { type ChannelFailure, channelRefusal, channelUnreachable } from "../channel.ts";

/** The request never left: asking again cannot double anything. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** What a failed call of the Bot API means for the hub. `isRepeatable`: doing it twice does no harm (an edit, a question). */
export function failureOf(error: unknown, isRepeatable: boolean): ChannelFailure {
  if (error instanceof GrammyError) return failureOfAnswer(error);
  if (!(error instanceof HttpError)) throw error;
  // Cut off after it was sent, nobody knows whether the customer has it.
  return isRepeatable || wasNeverSent(error.error) ? channelUnreachable() : channelRefusal("delivery-unknown");
}

function failureOfAnswer({ error_code, description, parameters }: GrammyError): ChannelFailure {
  if (error_code === 429) return channelUnreachable((parameters.retry_after ?? 1) * 1000);
  if (error_code === 403) return channelRefusal("blocked");
  if (error_code === 413) return channelRefusal("file-refused");
  // A wrong token, a server that is down: nothing of the message's own.
  if (error_code === 401 || error_code === 404 || error_code >= 500) return channelUnreachable();
  if (/too long/i.test(description)) return channelRefusal("too-long");
  if (/chat not found|user not found|PEER_ID_INVALID/i.test(description)) return channelRefusal("conversation-gone");
  if (/file|photo|document|PHOTO_/i.test(description)) return channelRefusal("file-refused");
  return channelRefusal("channel-refused");
}

function wasNeverSent(error: unknown): boolean {
  const { code, cause } = (typeof error === "object" && error !== null ? error : {}) as {
    code?: unknown;
    cause?: unknown;
  };
  return (typeof code === "string" && NEVER_SENT.has(code)) || (cause !== undefined && wasNeverSent(cause));
}
