import { randomBytes } from "node:crypto";
import { type MessageHead, requestLine, valuesOf } from "./message-head.ts";

/**
 * A refusal for a request the grammar could not read: 505 for another SIP version, else 400, made of whatever of
 * Via, From, To, Call-ID and CSeq can be copied (RFC 3261 §8.2.6.2). Null when nobody waits for an answer (a response,
 * an ACK) or when there is no Via and CSeq to bring it home.
 */
export function refuseUnparsed(head: MessageHead, badStatus = "400 Bad Request"): string | null {
  const line = requestLine(head);
  if (!line || line.method.toUpperCase() === "ACK") return null;
  const vias = valuesOf(head, "via");
  const cseq = valuesOf(head, "cseq")[0];
  if (vias.length === 0 || cseq === undefined) return null;
  const status = line.version === "2.0" ? badStatus : "505 Version Not Supported";
  const lines = [`SIP/2.0 ${status}`, ...vias.map((via) => `Via: ${oneLine(via)}`)];
  const copied = { From: valuesOf(head, "from")[0], "Call-ID": valuesOf(head, "call-id")[0], CSeq: cseq };
  for (const [name, value] of Object.entries(copied)) if (value !== undefined) lines.push(`${name}: ${oneLine(value)}`);
  const to = valuesOf(head, "to")[0];
  if (to !== undefined)
    lines.push(`To: ${oneLine(to)}${/;\s*tag\s*=/i.test(to) ? "" : `;tag=${randomBytes(5).toString("hex")}`}`);
  return `${lines.join("\r\n")}\r\nContent-Length: 0\r\n\r\n`;
}

function oneLine(value: string): string {
  return value.replace(/\p{Cc}/gu, " ");
}
