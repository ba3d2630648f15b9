/** A SIP message as a test reads it: text, no grammar. */
export type SipMessage = {
  readonly raw: string;
  readonly startLine: string;
  /** Null for a response. */
  readonly method: string | null;
  /** Null for a request. */
  readonly status: number | null;
  readonly body: string;
  /** The first header of that name, or an empty text. */
  header(name: string): string;
  headers(name: string): string[];
};

export function readSipMessage(raw: string): SipMessage {
  const end = raw.indexOf("\r\n\r\n");
  const [startLine = "", ...lines] = raw.slice(0, end).split("\r\n");
  const headers = (name: string) =>
    lines
      .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      .map((line) => line.slice(name.length + 1).trim());
  const status = /^SIP\/2\.0 (\d{3})/.exec(startLine)?.[1];
  return {
    raw,
    startLine,
    method: status ? null : (startLine.split(" ")[0] ?? ""),
    status: status ? Number(status) : null,
    body: raw.slice(end + 4),
    headers,
    header: (name) => headers(name)[0] ?? "",
  };
}

export function writeSipMessage(
  startLine: string,
  headers: readonly string[],
  body = "",
  type = "application/sdp",
): string {
  const content = body === "" ? [] : [`Content-Type: ${type}`];
  return [startLine, ...headers, ...content, `Content-Length: ${Buffer.byteLength(body)}`, "", body].join("\r\n");
}

export function tagOf(header: string): string {
  return /;tag=([^;>\s]+)/.exec(header)?.[1] ?? "";
}

export function uriOf(header: string): string {
  return /<([^>]+)>/.exec(header)?.[1] ?? header;
}

/** A session description that can be told from others by its name. */
export function sdp(name: string, direction: "sendrecv" | "sendonly" | "recvonly" | "inactive" = "sendrecv"): string {
  return [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    `s=${name}`,
    "t=0 0",
    "m=audio 9 UDP/TLS/RTP/SAVPF 111",
    "c=IN IP4 0.0.0.0",
    "a=rtpmap:111 opus/48000/2",
    `a=${direction}`,
    "",
  ].join("\r\n");
}
