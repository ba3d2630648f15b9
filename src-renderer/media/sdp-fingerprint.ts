/** The certificate fingerprint of the first media section; another one means another party at the far side. */
export function fingerprintOf(sdp: string): string | null {
  return /^a=fingerprint:(\S+ \S+)/m.exec(sdp)?.[1]?.toLowerCase() ?? null;
}
