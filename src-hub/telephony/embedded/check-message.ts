import {
  type IncomingRequestMessage,
  type IncomingResponseMessage,
  NameAddrHeader,
  URI,
} from "sip.js/lib/core/index.js";
import { type MessageHead, requestLine, valuesOf } from "./message-head.ts";

/** How a request is refused before anything else looks at it. */
export type Refusal = {
  readonly statusCode: number;
  readonly reasonPhrase?: string;
  readonly extraHeaders?: readonly string[];
};

/** Longest header value, and most headers; real ones stay far below, and SIP.js takes seconds over endless ones. */
const MOST_HEADER = 2048;
const MOST_HEADERS = 100;
const MOST_CSEQ = 2 ** 31 - 1;
/** In every message (RFC 3261 §8.1.1; Max-Forwards, too, but old clients leave it out). */
const MANDATORY = ["via", "from", "to", "call-id", "cseq"];
/** At most one of each (RFC 3261 §7.3.1: they are not lists). */
const SINGLE = ["from", "to", "call-id", "cseq", "max-forwards"];
/** What a client may require of the exchange. */
const SUPPORTED = new Set(["outbound"]);

/** What is wrong with a message as it came, before the grammar; null when nothing is. */
export function checkHead(head: MessageHead): string | null {
  if (!head.isComplete) return "Incomplete Message";
  if (head.isTooLong) return "Head Too Long";
  if (head.headers.length > MOST_HEADERS) return "Too Many Headers";
  if ((requestLine(head)?.version ?? "2.0") !== "2.0") return "Another Version";
  for (const name of MANDATORY) if (valuesOf(head, name).length === 0) return "Missing Header";
  if (head.headers.some(([, value]) => value.length > MOST_HEADER)) return "Header Too Long";
  for (const name of SINGLE) if (valuesOf(head, name).length > 1) return "Repeated Header";
  const lengths = valuesOf(head, "content-length");
  if (lengths.length > 1) return "Repeated Content-Length";
  const length = lengths[0];
  if (length === undefined) return null;
  if (!/^\d{1,9}$/.test(length)) return "Bad Content-Length";
  return Number(length) > Buffer.byteLength(head.body) ? "Body Cut Short" : null;
}

/** What is wrong with a request that the grammar could read; null when it may go on. */
export function checkRequest(message: IncomingRequestMessage, head: MessageHead): Refusal | null {
  const cseq = /^(\d{1,10})\s+(\S+)$/.exec(valuesOf(head, "cseq")[0] ?? "");
  if (!cseq || Number(cseq[1]) > MOST_CSEQ || cseq[2] !== message.method) return bad("Bad CSeq");
  if (!message.fromTag) return bad("Missing From Tag");
  if (!(message.ruri instanceof URI) || message.ruri.scheme !== "sip") return { statusCode: 416 };
  if (Object.keys(message.ruri.headers).length > 0) return bad("Headers In Request-URI");
  const contact: unknown = message.hasHeader("contact") ? message.parseHeader("contact") : null;
  const uris = [message.ruri, message.from.uri, message.to.uri];
  if (contact instanceof NameAddrHeader) uris.push(contact.uri);
  if (!uris.every(isWritable)) return bad("Bad URI");
  if (message.method === "INVITE" && !(contact instanceof NameAddrHeader && contact.uri.scheme === "sip"))
    return bad("Bad Contact");
  return checkRequired(message);
}

/** Whether a response of ours may be taken: the addresses in it can be written again in an ACK or BYE. */
export function isUsableResponse(message: IncomingResponseMessage): boolean {
  if (!message.hasHeader("contact")) return true;
  const contact: unknown = message.parseHeader("contact");
  return contact instanceof NameAddrHeader && isWritable(contact.uri);
}

/** RFC 3261 §8.2.2.3: an extension that is required and not known is refused by name. */
function checkRequired(message: IncomingRequestMessage): Refusal | null {
  if (message.method === "ACK" || message.method === "CANCEL") return null;
  const tags = message.getHeaders("require").flatMap((value) => value.split(",").map((tag) => tag.trim()));
  const unknown = tags.filter((tag) => tag !== "" && !SUPPORTED.has(tag.toLowerCase()));
  if (unknown.length === 0) return null;
  const named = unknown.filter((tag) => /^[\w.!%*+`'~-]+$/.test(tag)).join(", ");
  return { statusCode: 420, extraHeaders: named ? [`Unsupported: ${named}`] : [] };
}

/** SIP.js decodes a user part twice: one that does not survive (`100%25`) would throw in the middle of a call. */
function isWritable(uri: URI): boolean {
  if (!(uri instanceof URI)) return false;
  try {
    return uri.toString() !== "" && uri.toRaw() !== "";
  } catch {
    return false;
  }
}

function bad(reasonPhrase: string): Refusal {
  return { statusCode: 400, reasonPhrase };
}
