/** A tone as DTMF by INFO carries it: `application/dtmf-relay` (Signal=, Duration=) or bare `application/dtmf`. */
export function toneFromInfo(contentType: string | undefined, body: string): string | null {
  const type = contentType?.toLowerCase().split(";", 1)[0]?.trim();
  if (type !== "application/dtmf-relay" && type !== "application/dtmf") return null;
  const signal = (type === "application/dtmf" ? body : /^\s*Signal\s*=\s*(\S+)/im.exec(body)?.[1])
    ?.trim()
    .toUpperCase();
  if (signal === "10") return "*";
  if (signal === "11") return "#";
  return signal !== undefined && /^[0-9*#A-D]$/.test(signal) ? signal : null;
}

/** The body of an INFO that carries one tone. */
export function infoForTone(tone: string): { contentDisposition: string; contentType: string; content: string } {
  return {
    contentDisposition: "render",
    contentType: "application/dtmf-relay",
    content: `Signal=${tone}\r\nDuration=160\r\n`,
  };
}
