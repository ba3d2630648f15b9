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
