export type MediaDirection = "sendrecv" | "sendonly" | "recvonly" | "inactive";

/**
 * Which way the audio of a session description goes (RFC 3264 §5.1): the attribute of the first audio section, else
 * that of the session, else `sendrecv`.
 * An address of zeros, the old way to hold (RFC 2543), says nothing here: WebRTC descriptions carry it always.
 */
export function audioDirection(description: string): MediaDirection {
  let session: MediaDirection | null = null;
  let audio: MediaDirection | null = null;
  let section: "session" | "audio" | "other" = "session";
  for (const line of description.split(/\r?\n/)) {
    if (line.startsWith("m=")) section = line.startsWith("m=audio") ? "audio" : "other";
    const direction = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/.exec(line)?.[1] as MediaDirection | undefined;
    if (direction && section === "session") session ??= direction;
    if (direction && section === "audio") audio ??= direction;
  }
  return audio ?? session ?? "sendrecv";
}

export function receives(direction: MediaDirection): boolean {
  return direction === "sendrecv" || direction === "recvonly";
}

export function sends(direction: MediaDirection): boolean {
  return direction === "sendrecv" || direction === "sendonly";
}

/** Whether a side holds after it offered: it no longer wants to hear. */
export function holdsByOffer(offer: string): boolean {
  return !receives(audioDirection(offer));
}

/** Whether a side holds after it answered; null when the offer had nothing to hear, so the answer tells nothing. */
export function holdsByAnswer(offer: string, answer: string): boolean | null {
  return sends(audioDirection(offer)) ? !receives(audioDirection(answer)) : null;
}

/**
 * What a side was told last, said once more so that nothing is sent either way: the side is on hold (RFC 3264 §8.4) and
 * knows it. The same session in a newer version (§8), and whoever offers leaves the DTLS roles open (RFC 8842 §5.5).
 */
export function heldDescription(told: string): string {
  const lines = told.split(/\r?\n/).filter((line) => line !== "");
  let isMedia = false;
  const held: string[] = [];
  for (const line of lines) {
    const direction = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/.test(line);
    if (line.startsWith("m=")) isMedia = true;
    if (line.startsWith("o=")) held.push(nextVersion(line));
    else if (line.startsWith("a=setup:")) held.push("a=setup:actpass");
    else if (!direction) held.push(line);
    else if (isMedia) held.push("a=inactive");
  }
  return `${withDirections(held).join("\r\n")}\r\n`;
}

/** `o=- 46117 2 IN IP4 127.0.0.1`: the third is the version. */
function nextVersion(origin: string): string {
  return origin.replace(
    /^(o=\S+ \d+ )(\d+)/,
    (_all, before: string, version: string) => before + (BigInt(version) + 1n),
  );
}

/** A section of media without a direction sends and receives: it gets one. */
function withDirections(lines: readonly string[]): readonly string[] {
  const starts = lines.flatMap((line, index) => (line.startsWith("m=") ? [index] : []));
  const sections = starts.map((start, index) => lines.slice(start, starts[index + 1]));
  const named = sections.map((section) => (section.includes("a=inactive") ? section : [...section, "a=inactive"]));
  return [...lines.slice(0, starts[0] ?? lines.length), ...named.flat()];
}
