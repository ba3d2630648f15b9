import { createHash } from "node:crypto";

/** Which installation this is: the same after each start, another one on another machine or for another person of it. */
export function desktopIdOf(hostName: string, userDataDir: string): string {
  return createHash("sha256").update(`${hostName}\n${userDataDir}`).digest("hex").slice(0, 32);
}
