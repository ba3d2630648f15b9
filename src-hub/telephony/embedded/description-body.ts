import {
  type Body,
  getBody,
  type IncomingRequestMessage,
  type IncomingResponseMessage,
} from "sip.js/lib/core/index.js";

const SDP = "application/sdp";

/** The session description in a message; null when there is none, `other` when the body is something else. */
export function descriptionOf(
  message: IncomingRequestMessage | IncomingResponseMessage,
): { readonly kind: "none" } | { readonly kind: "other" } | { readonly kind: "description"; readonly text: string } {
  if (!message.body) return { kind: "none" };
  const type = (message.getHeader("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  return type === SDP ? { kind: "description", text: message.body } : { kind: "other" };
}

/** The text of the session description, or null. */
export function descriptionText(message: IncomingRequestMessage | IncomingResponseMessage): string | null {
  const description = descriptionOf(message);
  return description.kind === "description" ? description.text : null;
}

/** What SIP.js sends as a session description; the type is ours, never what a client wrote. */
export function sdpBody(text: string): Body {
  return { contentDisposition: "session", contentType: SDP, content: text };
}

/** The body of an INFO that carries a digit, in the two types phones use; null for anything else. */
export function dtmfBody(message: IncomingRequestMessage): Body | null {
  const type = (message.getHeader("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "application/dtmf-relay" && type !== "application/dtmf") return null;
  const body = getBody(message);
  return body && body.content.length <= 256
    ? { contentDisposition: "render", contentType: type, content: body.content }
    : null;
}
