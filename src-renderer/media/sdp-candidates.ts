/** An offer, and the far side's ICE candidates that were taken out of it. */
export type HeldBack = { readonly sdp: string; readonly candidates: readonly RTCIceCandidateInit[] };

/** Takes the candidates out of a description (RFC 8839 §5.1); they are given to the connection one by one, later. */
export function holdBackCandidates(sdp: string): HeldBack {
  const candidates: RTCIceCandidateInit[] = [];
  let sdpMLineIndex = -1;
  const kept = sdp.split(/\r?\n/).filter((line) => {
    if (line.startsWith("m=")) sdpMLineIndex += 1;
    if (line.startsWith("a=candidate:")) candidates.push({ candidate: line.slice("a=".length), sdpMLineIndex });
    return !line.startsWith("a=candidate:") && line !== "a=end-of-candidates";
  });
  return { sdp: kept.join("\r\n"), candidates };
}
