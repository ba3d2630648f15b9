/** Whether an SDP puts this side on hold: the far side neither wants nor takes sound (RFC 3264 §8.4, and c=0.0.0.0 of old). */
export function isHoldingSdp(sdp: string): boolean {
  const [session = "", ...sections] = sdp.split(/\r?\n(?=m=)/);
  const audio = sections.find((section) => section.startsWith("m=audio"));
  if (audio === undefined) return false;
  const direction = directionIn(audio) ?? directionIn(session) ?? "sendrecv";
  if (direction === "sendonly" || direction === "inactive") return true;
  // WebRTC writes 0.0.0.0 as a default address and finds the way by ICE: there the line says nothing.
  const isWebRtc = audio.includes(" UDP/TLS/") || /^a=(ice-ufrag|candidate):/m.test(sdp);
  return !isWebRtc && /^c=IN IP4 0\.0\.0\.0\s*$/m.test(audio);
}

function directionIn(section: string): string | undefined {
  return /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(section)?.[1];
}
